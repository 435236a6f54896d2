import type { Bilingual } from '@app/kernel';
import { Money } from '@app/money';

import { ownShareBorne, ownShareUndecided } from './amount-reasons';
import type { Reason } from './assessment';
import { describeCondition } from './condition';
import { describeDuration } from './duration';
import { describeEvent } from './events';
import { cumulativeShares, sharesByNotice } from './liability-shares';
import type { BorneByRow } from './liability-shares';
import { missingEvent } from './missing-facts';
import type { LiabilityRow, Pack } from './pack';
import { joined, totalOf, undecided } from './rule';
import type { RuleInput, RuleOutcome } from './rule';

/**
 * The claimant's own share by how soon the loss was reported: it is taken off the lines that it
 * falls on. Whenever something is taken a person looks, because it hangs on what the claimant did.
 */
export function liability(input: RuleInput): RuleOutcome {
  const { pack, facts, lines } = input;
  const table = pack.amount.liability;
  if (table === null || table.lossTypes?.includes(facts.lossType) === false) {
    return {
      lines,
      why: {
        en: 'The claimant bears no share of their own.',
        'zh-CN': '本人不承担自负部分。',
      },
    };
  }
  const shares =
    table.mode === 'by_notice'
      ? sharesByNotice(input, table.rows)
      : cumulativeShares(input, table.rows);
  if ('missing' in shares) return undecided(lines, shares.missing.map(missingEvent));
  return applyShares(input, shares.borne);
}

function applyShares(input: RuleInput, shares: readonly BorneByRow[]): RuleOutcome {
  const { pack } = input;
  const texts: Bilingual[] = [];
  const openPoints: Reason[] = [];
  let { lines } = input;
  for (const { row, partsMinor } of shares) {
    const grounds = describeOwnShare(row, pack);
    const isOpen = pack.amount.liability?.mode === 'by_notice' && row.ownShareUpToMinor === null;
    const borneMinor = partsMinor.reduce((sum, part) => sum + part, 0n);
    const reason = isOpen
      ? ownShareUndecided(grounds)
      : ownShareBorne(grounds, Money.of(borneMinor, pack.currency));
    const changes = isOpen || borneMinor > 0n;
    if (changes) openPoints.push(reason);
    texts.push(changes ? reason.text : grounds);
    lines = lines.map((running, place) => {
      const part = partsMinor[place] ?? 0n;
      return part === 0n
        ? running
        : { ...running, amountMinor: running.amountMinor - part, reason };
    });
  }
  return {
    lines,
    why: joined(texts) ?? {
      en: 'By the time of notice the claimant bears nothing.',
      'zh-CN': '按报告时间，本人无需承担。',
    },
    openPoints,
    ownShareMinor: totalOf(input.lines) - totalOf(lines),
  };
}

/** A row in words: the most that is borne, how soon it was reported, and what else must hold. */
export function describeOwnShare(row: LiabilityRow, pack: Pack): Bilingual {
  const { circumstances } = pack;
  const parts = [
    ...(row.when === undefined ? [] : [describeCondition(row.when, circumstances)]),
    periodOf(row, pack.amount.liability?.mode === 'cumulative'),
    ...(row.onlyPayments === undefined ? [] : [describeCondition(row.onlyPayments, circumstances)]),
  ];
  const en = parts.map((part) => part.en).join('; ');
  const zh = parts.map((part) => part['zh-CN']).join('；');
  const most = mostOf(row, pack.currency);
  return { en: `${most.en} (${en}).`, 'zh-CN': `${most['zh-CN']}（${zh}）。` };
}

function mostOf({ ownShareUpToMinor, per }: LiabilityRow, currency: string): Bilingual {
  if (ownShareUpToMinor === null) {
    return { en: 'The claimant bears a share without a limit', 'zh-CN': '本人承担的部分不设上限' };
  }
  const limit = Money.of(BigInt(ownShareUpToMinor), currency);
  if (limit.isZero()) return { en: 'The claimant bears nothing', 'zh-CN': '本人无需承担' };
  return per === 'payment'
    ? {
        en: `The claimant bears at most ${limit.toString()} of each payment`,
        'zh-CN': `每笔付款本人最多承担 ${limit.toString()}`,
      }
    : {
        en: `The claimant bears at most ${limit.toString()}`,
        'zh-CN': `本人最多承担 ${limit.toString()}`,
      };
}

function periodOf({ within, from }: LiabilityRow, isPeriod: boolean): Bilingual {
  if (within === null || from === undefined) {
    return isPeriod
      ? { en: 'for payments made later', 'zh-CN': '此后发生的付款' }
      : { en: 'whenever it is reported', 'zh-CN': '无论何时报告' };
  }
  const duration = describeDuration(within);
  const event = describeEvent(from);
  return isPeriod
    ? {
        en: `for payments made until ${duration.en} after ${event.en}`,
        'zh-CN': `${event['zh-CN']}后 ${duration['zh-CN']}内发生的付款`,
      }
    : {
        en: `reported within ${duration.en} of ${event.en}`,
        'zh-CN': `在${event['zh-CN']}后 ${duration['zh-CN']}内报告`,
      };
}
