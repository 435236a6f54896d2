import { createHash } from 'node:crypto';

import type { Checkpoint } from '../transparency/checkpoint';
import { badBundle } from './bundle-error';
import { count, list, oneOf, parseShaped, record, text } from './shape';

/** A file of a bundle, by its path from the folder. */
export interface BundleFile {
  readonly path: string;
  readonly bytes: number;
  /** In lower-case hex, as `sha256sum` prints it. */
  readonly sha256: string;
}

/** What a bundle says of itself in `manifest.json`. */
export interface Manifest {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  /** The log that the journals are from, and its state that they are. */
  readonly origin: string;
  readonly size: number;
  readonly rootBase64: string;
  /** All files but the manifest and its signature. */
  readonly files: readonly BundleFile[];
}

const FORMAT = 'ganpei-ledger-bundle';
const VERSION = 1;

export const MANIFEST = 'manifest.json';
export const MANIFEST_NOTE = 'manifest.note';
export const CHART = 'chart.json';
export const BALANCES = 'balances.json';
export const KEYS = 'keys.txt';

const NUMBER_DIGITS = 6;
/** So that a line of a size up to 2^53 − 1 sorts by name as by size. */
const SIZE_DIGITS = 16;

/** The journals of the `number`th file, from 1. */
export function journalsPath(number: number): string {
  return `journals-${String(number).padStart(NUMBER_DIGITS, '0')}.jsonl`;
}

/** The leaf hashes of the journals in the `number`th file. */
export function hashesPath(number: number): string {
  return `hashes-${String(number).padStart(NUMBER_DIGITS, '0')}.bin`;
}

export function checkpointPath(size: number): string {
  return `checkpoints/${String(size).padStart(SIZE_DIGITS, '0')}.txt`;
}

/** Paths that a bundle may hold: nothing outside its folder, nothing hidden. */
const PATH =
  /^(?:journals-\d{6}\.jsonl|hashes-\d{6}\.bin|chart\.json|balances\.json|keys\.txt|checkpoints\/\d{16}\.txt|journal\.(?:hledger|ledger|beancount))$/;

/** What a bundle holds, with other numbers or with more in the name; and what others hold. */
const PART_LIKE =
  /^(?:journals[^/]*\.jsonl|hashes[^/]*\.bin|(?:chart|balances|manifest)[^/]*\.json|manifest[^/]*\.note|keys\.txt|journal\.(?:hledger|ledger|beancount)|(?:checkpoints|proofs)[^/]*|checkpoints\/[^./][^/]*\.txt)$/i;

/** Whether a person would take a path for one of a bundle, though it may not be listed. */
export function looksLikePart(path: string): boolean {
  return PART_LIKE.test(path);
}

const SHAPE = record({
  format: oneOf(FORMAT),
  version: oneOf(VERSION),
  origin: text(/./),
  size: count,
  rootBase64: text(),
  files: list(record({ path: text(PATH), bytes: count, sha256: text(/^[0-9a-f]{64}$/) })),
});

/** Writes the manifest for a checkpoint and the files that were written for it. */
export function formatManifest(
  { origin, size, root }: Pick<Checkpoint, 'origin' | 'size' | 'root'>,
  files: readonly BundleFile[],
): string {
  const manifest: Manifest = {
    format: FORMAT,
    version: VERSION,
    origin,
    size,
    rootBase64: root.toString('base64'),
    files,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Reads the manifest; refuses as `ledger.bad_bundle` another format, and one that is newer. */
export function parseManifest(json: string): Manifest {
  const { format, version } = parseShaped(
    MANIFEST,
    json,
    (value) => typeof value === 'object' && value !== null,
  ) as Partial<Manifest>;
  if (format !== FORMAT) {
    throw badBundle(
      `${MANIFEST} is not that of a bundle of the ledger.`,
      `${MANIFEST} 不是账本导出包的清单。`,
    );
  }
  if (version !== VERSION) {
    const saw = JSON.stringify(version);
    throw badBundle(
      `The bundle is of version ${saw}, and this program reads version ${VERSION}: use a newer one.`,
      `导出包为第 ${saw} 版，本程序只能读取第 ${VERSION} 版，请使用更新的程序。`,
    );
  }
  return parseShaped(MANIFEST, json, SHAPE) as Manifest;
}

/**
 * The text that the log signs for a manifest. Its first line, which is no origin of a log, keeps it
 * from being taken for a checkpoint, and a checkpoint from being taken for it.
 */
export function manifestStatement(origin: string, manifestJson: string): string {
  const digest = createHash('sha256').update(manifestJson).digest('hex');
  return `ganpei ledger bundle v${VERSION}\n${origin}\nsha256 ${digest}\n`;
}
