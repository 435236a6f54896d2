import { DomainError } from '@app/kernel';

import { badBundle } from '../domain/bundle/bundle-error';
import { KEYS, MANIFEST, checkpointPath } from '../domain/bundle/manifest';
import { openCheckpoint, parseCheckpoint } from '../domain/transparency/checkpoint';
import type { Checkpoint } from '../domain/transparency/checkpoint';
import { appointedKeys } from '../domain/transparency/key-succession';
import { openNote } from '../domain/transparency/signed-note';
import { formatVerifierKey, parseVerifierKey } from '../domain/transparency/verifier-key';
import type { VerifierKey } from '../domain/transparency/verifier-key';
import type { OpenBundle } from './open-bundle';

/** What a person has from elsewhere: a bundle by itself can only prove that it is of one piece. */
export interface KnownElsewhere {
  /** Verifier keys of the log (C2SP signed-note); without any, those in the bundle are believed. */
  readonly keys?: readonly string[];
  readonly checkpoint?: PublishedCheckpoint;
}

/** A checkpoint that the log published, and where it was found. */
export interface PublishedCheckpoint {
  readonly path: string;
  readonly note: Buffer;
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
 * stands for the keys that it appointed in a checkpoint, and those for the next ones. Refuses as
 * `ledger.other_log` a bundle that names a key of another log, and given keys that are all of
 * others; as `ledger.bad_verifier_key` what is no key.
 */
export function readKeys(bundle: OpenBundle, { keys = [] }: KnownElsewhere): BundleKeys {
  const { origin } = bundle.manifest;
  const lines = bundle.read(KEYS).toString().split('\n');
  const named = within(KEYS, () => lines.filter((line) => line !== '').map(parseVerifierKey));
  const foreign = named.find(({ name }) => name !== origin);
  if (foreign !== undefined) throw foreignKey(KEYS, foreign, origin);
  const given = keys.map((key) => within(key.slice(0, KEY_SHOWN_MAX), () => parseVerifierKey(key)));
  const [first] = given;
  if (first === undefined) return { trusted: named, areKnown: false, all: named };
  if (given.every(({ name }) => name !== origin)) {
    throw foreignKey(formatVerifierKey(first), first, origin);
  }
  for (const path of bundle.checkpointPaths()) {
    given.push(...appointedBy(given, bundle.read(path)));
  }
  return { trusted: given, areKnown: true, all: [...given, ...named] };
}

const KEY_SHOWN_MAX = 80;

function foreignKey(place: string, { name }: VerifierKey, origin: string): DomainError {
  const saw = name.slice(0, KEY_SHOWN_MAX);
  return badBundle(
    `${place}: This key is of the log "${saw}", but ${MANIFEST} is of the log "${origin}".`,
    `${place}：该密钥属于日志“${saw}”，而 ${MANIFEST} 属于日志“${origin}”。`,
    'other_log',
    { saw },
  );
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
  const open = (path: string, by: readonly VerifierKey[]): Checkpoint => {
    const note = bundle.read(path);
    const checkpoint = within(path, () => openCheckpoint(note, by, origin));
    const isAsNamed = checkpointPath(checkpoint.size) === path && checkpoint.size <= size;
    if (isAsNamed) return checkpoint;
    throw misplaced(path, checkpoint.size, size);
  };
  const wholePath = checkpointPath(size);
  const paths = bundle.checkpointPaths();
  const whole = open(wholePath, trusted);
  if (whole.root.toString('base64') !== rootBase64) throw otherRoot(wholePath);
  const own = paths.map((path) => (path === wholePath ? whole : open(path, keys)));
  const elsewhere =
    known === undefined ? null : within(known.path, () => openCheckpoint(known.note, keys, origin));
  const elsewherePath = known?.path ?? '';
  if (elsewhere !== null && elsewhere.size > size) {
    throw shorter(size, elsewhere.size, elsewherePath);
  }
  const all = elsewhere === null ? own : [...own, elsewhere];
  return { own, whole, elsewhere, elsewherePath, all };
}

function misplaced(path: string, found: number, size: number): DomainError {
  return badBundle(
    `${path} is a checkpoint of ${found} journals, which has no place there in a bundle of ${size}.`,
    `${path} 是涵盖 ${found} 笔分录的检查点，不应出现在 ${size} 笔分录的导出包的该位置。`,
  );
}

function otherRoot(path: string): DomainError {
  return badBundle(
    `${path} and ${MANIFEST} do not name the same root: they are of different bundles.`,
    `${path} 与 ${MANIFEST} 的根哈希不同：两者不属于同一导出包。`,
  );
}

function shorter(size: number, published: number, path: string): DomainError {
  return badBundle(
    `The log in this bundle has ${size} journals, but ${path} is a checkpoint of ${published}: ${published - size} are missing.`,
    `本导出包的日志只有 ${size} 笔分录，而检查点 ${path} 涵盖 ${published} 笔：缺少 ${published - size} 笔。`,
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
