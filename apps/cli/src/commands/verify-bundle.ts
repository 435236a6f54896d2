import { formatVerifierKey, readPublishedCheckpoint, verifyBundle } from '@app/ledger';
import type { VerifiedBundle } from '@app/ledger';

export interface VerifyOptions {
  /** The file of a checkpoint that the log published. */
  readonly checkpoint?: string;
  readonly keys: readonly string[];
}

/** `ganpei verify`: checks an exported bundle without database, service and configuration. */
export function runVerifyBundle(folder: string, { checkpoint, keys }: VerifyOptions): void {
  const startedAt = performance.now();
  const verified = verifyBundle(folder, {
    keys,
    ...(checkpoint === undefined ? {} : { checkpoint: readPublishedCheckpoint(checkpoint) }),
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  process.stdout.write(`${reportOf(verified, seconds).join('\n')}\n`);
}

function reportOf(verified: VerifiedBundle, seconds: number): string[] {
  const { origin, size, root, lines, balances, checkpoints, comparedSize } = verified;
  const pace = `${seconds.toFixed(1)} s`;
  return [
    `✓ ${String(size)} 笔分录、${String(lines)} 行均与签名一致且符合规则。 ` +
      `${String(size)} journals with ${String(lines)} lines are as they were signed and keep to the rules (${pace}).`,
    `✓ ${String(balances)} 个余额与分录相符。 ${String(balances)} balances are what the journals add up to.`,
    `✓ ${String(checkpoints)} 个检查点属于同一历史。 ${String(checkpoints)} checkpoint(s) are of this one history.`,
    ...(comparedSize === null
      ? []
      : [
          `✓ 延续了给定检查点（${String(comparedSize)} 笔）。 It continues the given checkpoint of ${String(comparedSize)} journals.`,
        ]),
    `  日志 Log   ${origin}`,
    `  根 Root    ${root.toString('base64')}`,
    ...verified.signedBy.map((key) => `  密钥 Key   ${formatVerifierKey(key)}`),
    ...(verified.isSignerKnown ? [] : KEY_WARNING),
    ...firstOf(verified.waiting.map(waitingNote)),
    ...firstOf(verified.unlisted.map(unlistedNote)),
  ];
}

const KEY_WARNING = [
  '! 密钥取自导出包自身，不能证明来源：请与运营方公布的密钥核对，或用 --key 指定。',
  '! This key came with the bundle and proves nothing by itself: compare it with the one that the operator published, or pass that with --key.',
];

function waitingNote({ index, id, reversesId }: VerifiedBundle['waiting'][number]): string {
  const number = String(index);
  return (
    `! 第 ${number} 号分录（${id}）冲销的 ${reversesId} 在此检查点时尚未封存，须在之后的导出包中核对。 ` +
    `Number ${number} (${id}) reverses ${reversesId}, which was not sealed yet at this checkpoint: a later bundle has to hold it.`
  );
}

function unlistedNote(path: string): string {
  return `! 不属于本导出包，未作检查： Not part of this bundle, not looked at: ${path}`;
}

const NOTES_MAX = 10;

/** A folder with very many other files must not push the result off the screen. */
function firstOf(notes: readonly string[]): string[] {
  const rest = notes.length - NOTES_MAX;
  if (rest <= 0) return [...notes];
  return [...notes.slice(0, NOTES_MAX), `! 另有 ${String(rest)} 项。 And ${String(rest)} more.`];
}
