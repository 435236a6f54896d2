import { readFileSync } from 'node:fs';

import { DomainError } from '@app/kernel';
import { formatVerifierKey, verifyBundle } from '@app/ledger';
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
    ...(checkpoint === undefined
      ? {}
      : { checkpoint: { path: checkpoint, note: readCheckpoint(checkpoint) } }),
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  process.stdout.write(`${reportOf(verified, seconds).join('\n')}\n`);
}

/** A signed note has some hundred bytes, and never more than a megabyte. */
function readCheckpoint(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DomainError('not_found', 'ledger.checkpoint_unreadable', {
      en: `The checkpoint ${path} cannot be read: ${why}.`,
      'zh-CN': `无法读取检查点 ${path}：${why}。`,
    });
  }
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
  ];
}

const KEY_WARNING = [
  '! 密钥取自导出包自身，不能证明来源：请与运营方公布的密钥核对，或用 --key 指定。',
  '! This key came with the bundle and proves nothing by itself: compare it with the one that the operator published, or pass that with --key.',
];
