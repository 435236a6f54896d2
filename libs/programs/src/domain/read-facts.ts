import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
import { isCurrency } from '@app/money';

import type { AssessmentFacts, LineFacts } from './assessment';

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
}

/** Facts with amounts as bigint and times as dates, sets with their defaults. */
export interface ReadFacts {
  readonly lossType: string;
  readonly filedAt: Date;
  readonly claimantKind: string;
  readonly awardedThisYearMinor: bigint;
  readonly lines: readonly ReadLine[];
  readonly exclusions: readonly string[];
  readonly circumstances: readonly string[];
}

/** Fifteen digits: three times as much on a thousand lines still fits PostgreSQL's bigint. */
const MINOR = /^(0|[1-9]\d{0,14})$/;
/** With a zone, because a time without one would mean another instant on another host. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
/** A payment in one of these states did take the payer's money. */
const SETTLED: readonly string[] = ['settled', 'partly_refunded', 'refunded'];

/**
 * Reads facts that come from JSON. Refuses, naming the field, what no rule could judge: amounts
 * that are not digits, times without a zone, no line at all, a line or a payment named twice.
 */
export function readFacts(facts: AssessmentFacts): ReadFacts {
  readInstant(facts.discoveredAt, 'discoveredAt');
  if (facts.lines.length === 0) {
    throw malformed('lines', '[]', {
      en: 'Name at least one payment line.',
      'zh-CN': '请至少列出一笔付款。',
    });
  }
  refuseRepeats(facts.lines, 'lineId');
  refuseRepeats(facts.lines, 'paymentId');
  return {
    lossType: facts.lossType,
    filedAt: readInstant(facts.filedAt, 'filedAt'),
    claimantKind: facts.claimant.kind,
    awardedThisYearMinor: readMinor(
      facts.claimant.awardedThisYearMinor,
      'claimant.awardedThisYearMinor',
    ),
    lines: facts.lines.map((line, index) => readLine(line, `lines[${String(index)}]`)),
    exclusions: facts.exclusions ?? [],
    circumstances: facts.circumstances ?? [],
  };
}

function readLine(line: LineFacts, path: string): ReadLine {
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
  };
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
