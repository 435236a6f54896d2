import type { Signal } from '@app/programs';

import { LOOK_BACK_DAYS, daysBefore } from './risk-facts';
import type { DisputedPayment, PastPayment, RiskFacts, RiskTerms } from './risk-facts';
import { signalOf } from './signal-rule';
import type { SignalRule } from './signal-rule';

/** The disputed payments beside the payer's own ones of 180 days. */
export const HISTORY_RULES = {
  'amount.of_median_bp': {
    version: 1,
    threshold: 100_000n,
    direction: 'above',
    what: {
      en: 'The largest disputed payment in basis points of the median of the payer’s settled payments of 180 days (at least 5)',
      'zh-CN': '最大一笔争议付款占该付款人 180 天内已完成付款中位数的基点数（至少 5 笔）',
    },
    suggests: {
      en: 'More than ten times the usual is worth a look. Thieves also pay more than their victims do.',
      'zh-CN': '超过平常十倍，值得人工查看；盗用者的付款也常高于受害人平时水平。',
    },
  },
  'habit.hour_share_bp': {
    version: 1,
    threshold: 500n,
    direction: 'below',
    speaksFor: 'claimant',
    what: {
      en: 'The share of the payer’s payments of 180 days (at least 20) within an hour of the same time of day, in basis points; of the most unusual disputed payment',
      'zh-CN':
        '该付款人 180 天内付款（至少 20 笔）中发生在同一时段（前后一小时）的占比（基点），取最不寻常的争议付款',
    },
    suggests: {
      en: 'The payer hardly ever pays at this time: it supports that somebody else did.',
      'zh-CN': '付款人几乎不在该时段付款，支持系他人所为。',
    },
  },
  'habit.weekday_share_bp': {
    version: 1,
    threshold: 500n,
    direction: 'below',
    speaksFor: 'claimant',
    what: {
      en: 'The share of the payer’s payments of 180 days (at least 20) on the same day of the week, in basis points; of the most unusual disputed payment',
      'zh-CN':
        '该付款人 180 天内付款（至少 20 笔）中发生在同一星期几的占比（基点），取最不寻常的争议付款',
    },
    suggests: {
      en: 'The payer hardly ever pays on this day: it supports that somebody else did.',
      'zh-CN': '付款人几乎不在星期中的这一天付款，支持系他人所为。',
    },
  },
  'payee.known_days': {
    version: 1,
    threshold: 3n,
    direction: 'above',
    what: {
      en: 'Earlier days of 180 on which the payer paid the same payee and never disputed it',
      'zh-CN': '此前 180 天内付款人向同一收款方付款且未提出争议的天数',
    },
    suggests: {
      en: 'The payee is known to the payer: the payment may be their own. A thief may also pay where the victim does.',
      'zh-CN': '付款人熟悉该收款方，付款可能系本人所为；盗用者也可能在同一商户付款。',
    },
  },
  'payee.paid_claims': {
    version: 1,
    threshold: 0n,
    direction: 'above',
    speaksFor: 'claimant',
    what: {
      en: 'Claims of other people against the same payee that were paid within 180 days',
      'zh-CN': '180 天内其他人针对同一收款方且已赔付的索赔数',
    },
    suggests: {
      en: 'Others lost money to the same payee, and it was found to be so: it supports the claim.',
      'zh-CN': '其他人曾因同一收款方受损并获赔付，支持该索赔。',
    },
  },
} as const satisfies Record<string, SignalRule>;

/** Fewer payments than these have no habit to compare with. */
const PAYMENTS_FOR_MEDIAN_MIN = 5;
const PAYMENTS_FOR_HABIT_MIN = 20;
const WHOLE_BP = 10_000n;
const HOUR_MS = 3_600_000;

/** How the disputed payments look beside what the payer paid before. */
export function historySignals(facts: RiskFacts, terms: RiskTerms): Signal[] {
  const { filedAt } = facts.claim;
  const since = daysBefore(filedAt, LOOK_BACK_DAYS.history);
  const disputed = new Set(facts.payments.map(({ id }) => id));
  const past = facts.history.filter(
    ({ id, paidAt }) => !disputed.has(id) && paidAt >= since && paidAt <= filedAt,
  );
  return [
    ...amountSignal(facts, past),
    ...habitSignals(facts, past, terms),
    knownPayeeSignal(facts, past, terms),
    paidClaimsSignal(facts),
  ];
}

function amountSignal({ claim, payments }: RiskFacts, past: readonly PastPayment[]): Signal[] {
  const amounts = past
    .filter(({ status, currency }) => status === 'settled' && currency === claim.currency)
    .map(({ amountMinor }) => amountMinor);
  const median = medianOf(amounts);
  if (amounts.length < PAYMENTS_FOR_MEDIAN_MIN || median === null) return [];
  const largest = payments.reduce((one, other) =>
    other.amountMinor > one.amountMinor ? other : one,
  );
  const code = 'amount.of_median_bp';
  const value = (largest.amountMinor * WHOLE_BP) / median;
  return [signalOf(code, HISTORY_RULES[code], { value, source: [largest.id] })];
}

/** The lower one of the two in the middle, so that it is an amount that was really paid. */
function medianOf(amounts: readonly bigint[]): bigint | null {
  const sorted = [...amounts].sort((one, other) => (one < other ? -1 : 1));
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

function habitSignals(
  { payments }: RiskFacts,
  past: readonly PastPayment[],
  { wallClock }: RiskTerms,
): Signal[] {
  if (past.length < PAYMENTS_FOR_HABIT_MIN) return [];
  const hourOf = (at: Date): number => hourOn(wallClock, at);
  const weekdayOf = (at: Date): number => weekdayOn(wallClock, at);
  return [
    habitSignal('habit.hour_share_bp', payments, past, (one, other) =>
      isWithinAnHour(hourOf(one), hourOf(other)),
    ),
    habitSignal(
      'habit.weekday_share_bp',
      payments,
      past,
      (one, other) => weekdayOf(one) === weekdayOf(other),
    ),
  ];
}

/** The share of the past that is like a payment, for the disputed one of which the least is. */
function habitSignal(
  code: 'habit.hour_share_bp' | 'habit.weekday_share_bp',
  payments: readonly DisputedPayment[],
  past: readonly PastPayment[],
  isAlike: (one: Date, other: Date) => boolean,
): Signal {
  const shares = payments.map(({ id, paidAt }) => {
    const alike = past.filter((payment) => isAlike(payment.paidAt, paidAt)).length;
    return { id, shareBp: (BigInt(alike) * WHOLE_BP) / BigInt(past.length) };
  });
  const least = shares.reduce((one, other) => (other.shareBp < one.shareBp ? other : one));
  return signalOf(code, HISTORY_RULES[code], { value: least.shareBp, source: [least.id] });
}

function hourOn({ dateOf, instantAt }: RiskTerms['wallClock'], at: Date): number {
  const sinceMidnightMs = at.getTime() - instantAt(dateOf(at), 0).getTime();
  return Math.floor(sinceMidnightMs / HOUR_MS) % 24;
}

function weekdayOn({ dateOf }: RiskTerms['wallClock'], at: Date): number {
  return new Date(`${dateOf(at)}T00:00:00Z`).getUTCDay();
}

/** 23 o'clock and midnight are neighbours. */
function isWithinAnHour(one: number, other: number): boolean {
  return [0, 1, 23].includes((one - other + 24) % 24);
}

/** Days, not payments: a thief pays one shop many times within a night. */
function knownPayeeSignal(
  { payments }: RiskFacts,
  past: readonly PastPayment[],
  { wallClock }: RiskTerms,
): Signal {
  const known = payments.map((disputed) => {
    const day = wallClock.dateOf(disputed.paidAt);
    const before = past.filter(
      (payment) =>
        !payment.isDisputed &&
        isSamePayee(payment, disputed) &&
        wallClock.dateOf(payment.paidAt) < day,
    );
    const days = new Set(before.map(({ paidAt }) => wallClock.dateOf(paidAt))).size;
    return { days, ids: before.map(({ id }) => id) };
  });
  const most = known.reduce((one, other) => (other.days > one.days ? other : one));
  const code = 'payee.known_days';
  return signalOf(code, HISTORY_RULES[code], { value: BigInt(most.days), source: most.ids });
}

type Payee = Pick<DisputedPayment, 'payeeId' | 'payeeAccount'>;

function isSamePayee(one: Payee, other: Payee): boolean {
  const isSameId = one.payeeId !== null && one.payeeId === other.payeeId;
  return isSameId || (one.payeeAccount !== null && one.payeeAccount === other.payeeAccount);
}

function paidClaimsSignal({ disputes }: RiskFacts): Signal {
  const paid = [...new Set(disputes.filter(({ isPaid }) => isPaid).map(({ claimId }) => claimId))];
  const code = 'payee.paid_claims';
  return signalOf(code, HISTORY_RULES[code], { value: BigInt(paid.length), source: paid });
}
