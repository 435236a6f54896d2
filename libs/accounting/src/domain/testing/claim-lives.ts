import fc from 'fast-check';

import { Money } from '@app/money';

import type { AccountingEvent, CashSource } from '../accounting-event';
import { counterparty, gbp, rail, settled } from './claim-steps';

const amount = fc.bigInt(0n, 10n ** 12n);
/** A share of whatever it is taken of, in thousandths. */
const share = fc.bigInt(0n, 1_000n);

/** Cuts an amount in two. */
function cut(money: Money, thousandths: bigint): [Money, Money] {
  const first = Money.of((money.amountMinor * thousandths) / 1_000n, money.currency);
  return [first, money.minus(first)];
}

const provisional = fc.record({
  into: fc.constantFrom('wallet', 'bank', 'none'),
  source: fc.constantFrom<CashSource>('fund', 'operating_cash'),
  money: amount.map(gbp),
  left: share,
  collected: share,
});
type Provisional = typeof provisional extends fc.Arbitrary<infer Value> ? Value : never;

const payout = fc.record({
  failures: fc.nat({ max: 2 }),
  comesBack: fc.constantFrom('no', 'sent_again', 'paid_to_state', 'released'),
});
type Payout = typeof payout extends fc.Arbitrary<infer Value> ? Value : never;

function credit({ into, source, money }: Provisional): AccountingEvent[] {
  if (into === 'none') return [];
  return [{ code: 'E11', money, ...(into === 'wallet' ? { into, source } : { into, rail }) }];
}

/** Takes back what was credited in vain: from the wallet, and the rest from the person. */
function takeBack({ into, source, left, collected }: Provisional, money: Money): AccountingEvent[] {
  const [there, spent] = into === 'wallet' ? cut(money, left) : [gbp(0), money];
  const [repaid, lost] = cut(spent, collected);
  return [
    { code: 'E13', source, money: there },
    { code: 'E14', money: spent },
    { code: 'E30', variant: 'collected', money: repaid },
    { code: 'E30', variant: 'written_off', money: lost },
  ];
}

function payoutEvents(money: Money, { failures, comesBack }: Payout): AccountingEvent[] {
  const failed = Array.from({ length: failures }, (): AccountingEvent[] => [
    { code: 'E15', money, rail },
    { code: 'E17', money, rail },
  ]);
  const events = [...failed.flat(), ...settled(money)];
  if (comesBack === 'no') return events;
  events.push({ code: 'E19', money, rail });
  return comesBack === 'sent_again'
    ? [...events, { code: 'E20', money, rail }, { code: 'E16', money, rail }]
    : [...events, { code: 'E34', ending: comesBack, money }];
}

const recovery = fc
  .record({
    agreed: amount.map(gbp),
    paid: share,
    receipt: amount.map(gbp),
    ours: share,
    theirs: share,
  })
  .map(({ agreed, paid, receipt, ours, theirs }) => {
    const [received, refused] = cut(agreed, paid);
    const [house, others] = cut(receipt, ours);
    const [institution, victim] = cut(others, theirs);
    const events: AccountingEvent[] = [
      { code: 'E23', money: agreed, counterparty },
      { code: 'E24', variant: 'received', money: received, counterparty },
      { code: 'E24', variant: 'written_off', money: refused, counterparty },
      { code: 'E26', money: receipt },
      {
        code: 'E27',
        receipt,
        parts: [
          { of: 'house', money: house },
          { of: 'institution', money: institution, counterparty },
          { of: 'victim', money: victim },
        ],
      },
      { code: 'E28', money: institution, counterparty },
      ...settled(victim),
    ];
    return events;
  });

/** A claim from filing to rest: reserves, a provisional credit, a decision, and its aftermath. */
export const life: fc.Arbitrary<AccountingEvent[]> = fc
  .record({
    claimed: amount.map(gbp),
    firstReserve: amount.map(gbp),
    laterReserves: fc.array(amount.map(gbp), { maxLength: 3 }),
    provisional,
    award: fc.option(amount.map(gbp), { nil: gbp(0), freq: 3 }),
    excess: share,
    payouts: fc.array(fc.tuple(share, payout), { maxLength: 3 }),
    extra: fc.record({ goodwill: amount.map(gbp), lateness: amount.map(gbp), payout }),
    recoveries: fc.array(recovery, { maxLength: 2 }),
    topUp: fc.option(amount.map(gbp), { nil: gbp(0) }),
    isDeceit: fc.boolean(),
  })
  .map(({ claimed, firstReserve, ...wish }) => {
    const events: AccountingEvent[] = [
      { code: 'E04', money: claimed },
      { code: 'E05', money: firstReserve },
    ];
    let reserve = firstReserve;
    for (const to of wish.laterReserves) {
      events.push({ code: 'E07', from: reserve, to });
      reserve = to;
    }
    events.push(...credit(wish.provisional));
    const due = wish.provisional.into === 'none' ? gbp(0) : wish.provisional.money;
    if (wish.award.isZero()) {
      return [...events, { code: 'E10', reserve, claimed }, ...takeBack(wish.provisional, due)];
    }
    const [excess, rest] = cut(reserve, wish.excess);
    const final = due.isGreaterThan(wish.award) ? wish.award : due;
    events.push(
      { code: 'E08', money: excess },
      { code: 'E07', from: rest, to: wish.award },
      { code: 'E09', money: wish.award },
      { code: 'E12', money: final },
      ...takeBack(wish.provisional, due.minus(final)),
    );
    let unpaid = wish.award.minus(final);
    for (const [thousandths, how] of wish.payouts) {
      const [part, left] = cut(unpaid, thousandths);
      events.push(...payoutEvents(part, how));
      unpaid = left;
    }
    const { goodwill, lateness, payout: last } = wish.extra;
    events.push(
      { code: 'E33', variant: 'goodwill', money: goodwill },
      { code: 'E33', variant: 'lateness', money: lateness },
      { code: 'E32', variant: 'reserve', money: wish.topUp },
      { code: 'E32', variant: 'award', money: wish.topUp },
      ...payoutEvents(unpaid.plus(goodwill).plus(lateness).plus(wish.topUp), last),
      ...wish.recoveries.flat(),
    );
    if (wish.isDeceit) events.push({ code: 'E29', money: wish.award });
    return events;
  });
