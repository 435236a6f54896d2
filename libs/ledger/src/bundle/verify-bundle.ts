import { parseBalances, requireSameBalances } from '../domain/bundle/balances';
import { badBundle } from '../domain/bundle/bundle-error';
import { parseChart } from '../domain/bundle/chart';
import { CheckpointTrail } from '../domain/bundle/checkpoint-trail';
import { JournalAudit } from '../domain/bundle/journal-audit';
import type { WaitingReversal } from '../domain/bundle/journal-history';
import {
  BALANCES,
  CHART,
  MANIFEST_NOTE,
  checkpointPath,
  manifestStatement,
} from '../domain/bundle/manifest';
import { openNote } from '../domain/transparency/signed-note';
import type { VerifierKey } from '../domain/transparency/verifier-key';
import { readCheckpoints, readKeys, within } from './bundle-checkpoints';
import type { BundleCheckpoints, KnownElsewhere } from './bundle-checkpoints';
import { JournalPass } from './journal-pass';
import { OpenBundle } from './open-bundle';
import { unlistedFiles } from './unlisted-files';

export interface VerifiedBundle {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  /** The lines of all journals. */
  readonly lines: number;
  readonly balances: number;
  /** How many signed checkpoints of the bundle fit, with that of the whole. */
  readonly checkpoints: number;
  readonly signedBy: readonly VerifierKey[];
  /** Whether those were given, and not only found in the bundle. */
  readonly isSignerKnown: boolean;
  /** The size of the checkpoint from elsewhere that fits, too. */
  readonly comparedSize: number | null;
  /** The reversals whose originals the log had not yet when it had this size. */
  readonly waiting: readonly WaitingReversal[];
  /** What lies in the folder and is not part of the bundle: nothing is known of it. */
  readonly unlisted: readonly string[];
}

/**
 * Verifies an exported bundle for an auditor, from nothing but its folder: that its journals are
 * those that the log signed, all of them and in their order, that each keeps to the rules of the
 * ledger, and that they add up to the balances. Throws a `DomainError` that says in one sentence
 * what is wrong and names the first bad journal; what was changed after it was signed comes first.
 */
export function verifyBundle(folder: string, known: KnownElsewhere = {}): VerifiedBundle {
  const bundle = OpenBundle.at(folder);
  const audit = new JournalAudit(parseChart(bundle.read(CHART).toString()));
  const stated = parseBalances(bundle.read(BALANCES).toString());
  const keys = readKeys(bundle, known);
  const checkpoints = readCheckpoints(bundle, keys, known);
  const trail = new CheckpointTrail(checkpoints.all);
  const pass = new JournalPass(bundle, trail, audit);
  pass.run();

  requireSignedJournals(pass, trail, checkpoints);
  const signedBy = requireSignedManifest(bundle, keys.trusted);
  bundle.requireDigests();
  const unlisted = unlistedFiles(bundle);
  requireSameLog(trail, checkpoints);
  if (pass.firstAtFault !== null) throw pass.errorOf(pass.firstAtFault);
  const balances = audit.balances();
  requireSameBalances(stated, balances);

  const { whole, own, elsewhere } = checkpoints;
  return {
    origin: whole.origin,
    size: whole.size,
    root: whole.root,
    lines: audit.lines,
    balances: balances.length,
    checkpoints: own.length,
    signedBy,
    isSignerKnown: keys.areKnown,
    comparedSize: elsewhere?.size ?? null,
    waiting: audit.waiting,
    unlisted,
  };
}

/** The journals are those of the newest checkpoint, or we say where they begin to differ. */
function requireSignedJournals(
  pass: JournalPass,
  trail: CheckpointTrail,
  { whole, own }: BundleCheckpoints,
): void {
  const { firstChanged } = pass;
  if (firstChanged === null) {
    if (trail.size !== whole.size) throw otherSize(trail.size, whole.size);
    if (trail.fits(whole)) return;
    const fitting = own.filter((checkpoint) => trail.fits(checkpoint)).map(({ size }) => size);
    const begin = Math.max(0, ...fitting);
    const end = Math.min(...own.map(({ size }) => size).filter((size) => size > begin));
    throw changedBetween(begin, end, `${pass.placeOf(begin)} – ${pass.placeOf(end - 1)}`);
  }
  if (trail.size === whole.size && trail.fits(whole)) throw pass.errorOf(firstChanged);
  throw pass.errorOf({ ...firstChanged, fault: HASHES_CHANGED });
}

const HASHES_CHANGED = {
  en: 'it does not have the hash that the bundle lists for it, and those hashes are not the ones that the log signed either',
  'zh-CN': '与导出包所列哈希不符，且所列哈希也不是日志签名的哈希',
};

function otherSize(found: number, size: number): Error {
  const path = checkpointPath(size);
  return found < size
    ? badBundle(
        `The bundle ends after ${found} journals, but ${path} is of ${size}: from number ${found} on they are missing.`,
        `导出包只有 ${found} 笔分录，而 ${path} 涵盖 ${size} 笔：自第 ${found} 号起缺失。`,
      )
    : badBundle(
        `The bundle has ${found} journals, but ${path} is of ${size}: from number ${size} on they are not signed.`,
        `导出包有 ${found} 笔分录，而 ${path} 只涵盖 ${size} 笔：自第 ${size} 号起未经签名。`,
      );
}

function changedBetween(begin: number, end: number, lines: string): Error {
  return badBundle(
    `Journals number ${begin} to ${end - 1} (${lines}) are not those that the log signed, and the hashes that would tell which of them was changed were changed with it.`,
    `第 ${begin} 至 ${end - 1} 号分录（${lines}）与日志签名的内容不符；由于哈希也被改动，无法确定是哪一笔。`,
    'bad_journal',
    { begin, end },
  );
}

/** Who signed the manifest, and with it the chart, the balances and the keys. */
function requireSignedManifest(
  bundle: OpenBundle,
  trusted: readonly VerifierKey[],
): readonly VerifierKey[] {
  const note = bundle.readUnlisted(MANIFEST_NOTE);
  const { text, signedBy } = within(MANIFEST_NOTE, () => openNote(note, trusted));
  if (text === manifestStatement(bundle.manifest.origin, bundle.manifestJson)) return signedBy;
  throw badBundle(
    'manifest.json is not the one that the log signed: it was changed, and perhaps the files that it lists.',
    'manifest.json 不是日志签名的清单：清单已被改动，所列文件也可能被改动。',
  );
}

/** All checkpoints that were read are of one history. */
function requireSameLog(
  trail: CheckpointTrail,
  { own, elsewhere, elsewherePath }: BundleCheckpoints,
): void {
  const stray = own.find((checkpoint) => !trail.fits(checkpoint));
  if (stray !== undefined) throw forked(checkpointPath(stray.size), stray.size);
  if (elsewhere !== null && !trail.fits(elsewhere)) throw forked(elsewherePath, elsewhere.size);
}

function forked(path: string, size: number): Error {
  return badBundle(
    `The checkpoint of ${size} journals in ${path} is of another history: the first ${size} journals of this bundle have another root.`,
    `${path} 中涵盖 ${size} 笔分录的检查点与本导出包不是同一历史：前 ${size} 笔分录的根哈希不同。`,
    'log_forked',
    { size },
  );
}
