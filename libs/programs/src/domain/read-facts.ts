import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
import { WHOLE_BP, isCurrency } from '@app/money';

import type { AssessmentFacts, LineFacts } from './assessment';
import type { KnownCircumstances } from './condition';
import { MILESTONES, isMilestone } from './events';
import type { EventName } from './events';

/** A line with its amounts and times read. */
export interface ReadLine {
  readonly lineId: string;
  readonly claimedMinor: bigint;
  readonly paymentAmountMinor: bigint;
  /** What has not come back yet; zero when the payment counts as refunded. */
  readonly unrefundedMinor: bigint;
  readonly currency: string;
  readonly paidAt: Date;
  readonly rail: string;
  readonly isSettled: boolean;
  readonly crossBorder: boolean | null;
  readonly purchasePriceMinor: bigint | null;
  readonly feesMinor: bigint;
  readonly damageBp: bigint | null;
  /** What is known of this payment and of the claim. */
  readonly known: KnownCircumstances;
}

/** Facts with amounts as bigint and times as dates, sets with their defaults. */
export interface ReadFacts {
  readonly lossType: string;
  readonly discoveredAt: Date;
  readonly filedAt: Date;
  readonly lastPaidAt: Date;
  /** The milestones that were recorded. */
  readonly events: ReadonlyMap<EventName, Date>;
  readonly claimantKind: string;
  readonly awardedThisYearMinor: bigint;
  readonly fundsFoundMinor: bigint | null;
  readonly lines: readonly ReadLine[];
  readonly exclusions: readonly string[];
  readonly known: KnownCircumstances;
}

/** Fifteen digits: ten times as much on each of five hundred lines still fits a bigint column. */
const MINOR = /^(0|[1-9]\d{0,14})$/;
const LINES_MAX = 500;
/** With a zone, because a time without one would mean another instant on another host. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
/** A payment in one of these states did take the payer's money. */
const SETTLED: readonly string[] = ['settled', 'partly_refunded', 'refunded'];

/**
 * Reads facts that come from JSON. Refuses, naming the field, what no rule could judge: amounts
 * that are not digits, times without a zone, a milestone that does not exist, no line at all, more
 * than 500 lines, a line or a payment named twice.
 */
export function readFacts(facts: AssessmentFacts): ReadFacts {
  requireLines(facts.lines);
  const known = knownOf(facts);
  const lines = facts.lines.map((line, index) => readLine(line, `lines[${String(index)}]`, known));
  const { awardedThisYearMinor } = facts.claimant;
  return {
    lossType: facts.lossType,
    discoveredAt: readInstant(facts.discoveredAt, 'discoveredAt'),
    filedAt: readInstant(facts.filedAt, 'filedAt'),
    lastPaidAt: new Date(Math.max(...lines.map(({ paidAt }) => paidAt.getTime()))),
    events: readEvents(facts.events ?? {}),
    claimantKind: facts.claimant.kind,
    awardedThisYearMinor: readMinor(awardedThisYearMinor, 'claimant.awardedThisYearMinor'),
    fundsFoundMinor: readOptional(facts.fundsFoundMinor, 'fundsFoundMinor'),
    lines,
    exclusions: facts.exclusions ?? [],
    known,
  };
}

function requireLines(lines: readonly LineFacts[]): void {
  if (lines.length === 0 || lines.length > LINES_MAX) {
    throw malformed('lines', `${String(lines.length)} lines`, {
      en: `Name at least one payment line, and at most ${String(LINES_MAX)}.`,
      'zh-CN': `请列出至少一笔、至多 ${String(LINES_MAX)} 笔付款。`,
    });
  }
  refuseRepeats(lines, 'lineId');
  refuseRepeats(lines, 'paymentId');
}

function readLine(line: LineFacts, path: string, ofClaim: KnownCircumstances): ReadLine {
  const paymentAmountMinor = readMinor(line.paymentAmountMinor, `${path}.paymentAmountMinor`);
  const refundedMinor = readMinor(line.refundedMinor, `${path}.refundedMinor`);
  const isWhole = line.status === 'refunded' || refundedMinor >= paymentAmountMinor;
  if (!isCurrency(line.currency)) {
    throw malformed(`${path}.currency`, line.currency, {
      en: 'Write a currency code of ISO 4217, such as CNY.',
      'zh-CN': '请使用 ISO 4217 货币代码，例如 CNY。',
    });
  }
  return {
    lineId: line.lineId,
    claimedMinor: readClaimed(line.amountMinor, `${path}.amountMinor`),
    paymentAmountMinor,
    unrefundedMinor: isWhole ? 0n : paymentAmountMinor - refundedMinor,
    currency: line.currency,
    paidAt: readInstant(line.paidAt, `${path}.paidAt`),
    rail: line.rail,
    isSettled: SETTLED.includes(line.status),
    crossBorder: line.crossBorder ?? null,
    purchasePriceMinor: readOptional(line.purchasePriceMinor, `${path}.purchasePriceMinor`),
    feesMinor: readOptional(line.feesMinor, `${path}.feesMinor`) ?? 0n,
    damageBp: readDamage(line.damageBp, `${path}.damageBp`),
    known: knownOf(line, ofClaim),
  };
}

/** What is known of a payment is added to what is known of its claim. */
function knownOf(
  facts: Pick<AssessmentFacts, 'circumstances' | 'refuted'>,
  ofClaim?: KnownCircumstances,
): KnownCircumstances {
  const { circumstances = [], refuted = [] } = facts;
  if (ofClaim === undefined) {
    return { established: new Set(circumstances), refuted: new Set(refuted) };
  }
  if (circumstances.length === 0 && refuted.length === 0) return ofClaim;
  return {
    established: new Set([...ofClaim.established, ...circumstances]),
    refuted: new Set([...ofClaim.refuted, ...refuted]),
  };
}

function readEvents(events: NonNullable<AssessmentFacts['events']>): Map<EventName, Date> {
  const named = Object.entries(events).map(([name, text]): [EventName, Date] => {
    const field = `events.${name}`;
    if (isMilestone(name)) return [name, readInstant(text, field)];
    throw malformed(field, name, {
      en: `Milestones are: ${MILESTONES.join(', ')}.`,
      'zh-CN': `可记录的节点：${MILESTONES.join('、')}。`,
    });
  });
  return new Map(named);
}

function readDamage(damageBp: number | undefined, field: string): bigint | null {
  if (damageBp === undefined) return null;
  if (!Number.isInteger(damageBp) || damageBp < 0 || damageBp > Number(WHOLE_BP)) {
    throw malformed(field, String(damageBp), {
      en: 'Write the damaged share in basis points, a whole number from 0 to 10000.',
      'zh-CN': '请以基点填写损坏比例，须为 0 至 10000 的整数。',
    });
  }
  return BigInt(damageBp);
}

function readOptional(text: string | undefined, field: string): bigint | null {
  return text === undefined ? null : readMinor(text, field);
}

function readClaimed(text: string, field: string): bigint {
  const minor = readMinor(text, field);
  if (minor === 0n) {
    throw malformed(field, text, {
      en: 'Claim more than zero, or leave the line out.',
      'zh-CN': '索赔金额须大于零；否则请删除该行。',
    });
  }
  return minor;
}

function readMinor(text: string, field: string): bigint {
  if (!MINOR.test(text)) {
    throw malformed(field, text, {
      en: 'Write minor units as a string of at most 15 digits, such as "19900" for 199.00 CNY.',
      'zh-CN': '请以最小货币单位的数字字符串表示（最多 15 位），例如 199.00 元写作 "19900"。',
    });
  }
  return BigInt(text);
}

function readInstant(text: string, field: string): Date {
  const instant = new Date(text);
  if (!INSTANT.test(text) || Number.isNaN(instant.getTime())) {
    throw malformed(field, text, {
      en: 'Write a time of RFC 3339 with its zone, such as 2026-11-23T08:00:00Z.',
      'zh-CN': '请使用带时区的 RFC 3339 时间，例如 2026-11-23T08:00:00Z。',
    });
  }
  return instant;
}

function refuseRepeats(lines: readonly LineFacts[], key: 'lineId' | 'paymentId'): void {
  const seen = new Set<string>();
  lines.forEach((line, index) => {
    if (seen.has(line[key])) {
      throw malformed(`lines[${String(index)}].${key}`, line[key], {
        en: 'Each payment stands on one line of a claim; put the two lines together.',
        'zh-CN': '同一索赔中每笔付款只能占一行，请合并。',
      });
    }
    seen.add(line[key]);
  });
}

function malformed(field: string, saw: string, cure: Bilingual): DomainError {
  const shown = saw.slice(0, 40);
  return new DomainError(
    'invalid',
    'programs.malformed_facts',
    {
      en: `${field}: we saw "${shown}". ${cure.en}`,
      'zh-CN': `${field}：收到的是“${shown}”。${cure['zh-CN']}`,
    },
    { field, saw: shown },
  );
}
