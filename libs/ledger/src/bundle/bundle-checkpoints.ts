import { DomainError } from '@app/kernel';

import { badBundle } from '../domain/bundle/bundle-error';
import { KEYS, checkpointPath } from '../domain/bundle/manifest';
import { openCheckpoint, parseCheckpoint } from '../domain/transparency/checkpoint';
import type { Checkpoint } from '../domain/transparency/checkpoint';
import { appointedKeys } from '../domain/transparency/key-succession';
import { openNote } from '../domain/transparency/signed-note';
import { parseVerifierKey } from '../domain/transparency/verifier-key';
import type { VerifierKey } from '../domain/transparency/verifier-key';
import type { OpenBundle } from './open-bundle';

/** What a person has from elsewhere: a bundle by itself can only prove that it is of one piece. */
export interface KnownElsewhere {
  /** Verifier keys of the log (C2SP signed-note); without any, those in the bundle are believed. */
  readonly keys?: readonly string[];
  /** A checkpoint that the log published, and where it was found. */
  readonly checkpoint?: { readonly path: string; readonly note: Buffer };
}

export interface BundleKeys {
  /** One of these has to have signed what the bundle is now. */
  readonly trusted: readonly VerifierKey[];
  /** Whether those were given, and not only found in the bundle. */
  readonly areKnown: boolean;
  /** With those that the bundle names: earlier checkpoints may be signed by keys out of use. */
  readonly all: readonly VerifierKey[];
}

export interface BundleCheckpoints {
  /** Those in the bundle, the smallest first. */
  readonly own: readonly Checkpoint[];
  /** The last of them, which is that of the bundle. */
  readonly whole: Checkpoint;
  /** The one from elsewhere. */
  readonly elsewhere: Checkpoint | null;
  readonly elsewherePath: string;
  readonly all: readonly Checkpoint[];
}

/**
 * Reads the keys of the bundle and those that were given. A given key may be out of use by now: it
 * stands for the keys that it appointed in a checkpoint, and those for the next ones.
 */
export function readKeys(bundle: OpenBundle, { keys = [] }: KnownElsewhere): BundleKeys {
  const lines = bundle.read(KEYS).toString().split('\n');
  const named = within(KEYS, () => lines.filter((line) => line !== '').map(parseVerifierKey));
  const given = keys.map(parseVerifierKey);
  if (given.length === 0) return { trusted: named, areKnown: false, all: named };
  for (const path of bundle.checkpointPaths()) {
    given.push(...appointedBy(given, bundle.read(path)));
  }
  return { trusted: given, areKnown: true, all: [...given, ...named] };
}

/** The keys that a checkpoint appoints, if a trusted key signed it. */
function appointedBy(trusted: readonly VerifierKey[], note: Buffer): VerifierKey[] {
  try {
    return appointedKeys(parseCheckpoint(openNote(note, trusted).text));
  } catch (error) {
    // Whether it has to be signed is decided when it is opened.
    if (error instanceof DomainError) return [];
    throw error;
  }
}

/**
 * Opens the signed checkpoints; their roots are still to be compared. Refuses with the codes of
 * `openCheckpoint`, as `ledger.log_shorter` a bundle that ends before what was published, and as
 * `ledger.bad_bundle` one whose manifest speaks of another checkpoint.
 */
export function readCheckpoints(
  bundle: OpenBundle,
  { trusted, all: keys }: BundleKeys,
  { checkpoint: known }: KnownElsewhere,
): BundleCheckpoints {
  const { origin, size, rootBase64 } = bundle.manifest;
  const read = (path: string, by: readonly VerifierKey[]): Checkpoint =>
    within(path, () => openCheckpoint(bundle.read(path), by, origin));
  const paths = bundle.checkpointPaths();
  const whole = read(checkpointPath(size), trusted);
  const own = paths.map((path) => (path === checkpointPath(size) ? whole : read(path, keys)));
  const misnamed = own.findIndex((checkpoint, at) => checkpointPath(checkpoint.size) !== paths[at]);
  if (misnamed >= 0 || own.at(-1) !== whole || whole.root.toString('base64') !== rootBase64) {
    throw badBundle(
      'The checkpoints of the bundle are not those that its manifest speaks of.',
      '导出包中的检查点与清单所述不符。',
    );
  }
  const elsewhere =
    known === undefined ? null : within(known.path, () => openCheckpoint(known.note, keys, origin));
  if (elsewhere !== null && elsewhere.size > size) throw shorter(size, elsewhere.size);
  const all = elsewhere === null ? own : [...own, elsewhere];
  return { own, whole, elsewhere, elsewherePath: known?.path ?? '', all };
}

function shorter(size: number, published: number): DomainError {
  return badBundle(
    `The log in this bundle has ${size} journals, but a checkpoint of ${published} was published: ${published - size} are missing.`,
    `本导出包的日志只有 ${size} 笔分录，而已公布的检查点涵盖 ${published} 笔：缺少 ${published - size} 笔。`,
    'log_shorter',
    { size, published },
  );
}

/** Says in which file something is wrong. */
export function within<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { kind, code, text, details } = error;
    const named = { en: `${path}: ${text.en}`, 'zh-CN': `${path}：${text['zh-CN']}` };
    throw new DomainError(kind, code, named, details);
  }
}
