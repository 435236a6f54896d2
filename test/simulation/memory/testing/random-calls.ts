import fc from 'fast-check';
import { In, IsNull, LessThan, Not } from 'typeorm';

import { ClaimPayoutMethodEntity } from '@app/claims';
import { HOUSE_LANE } from '@app/kernel';
import { HoldAllotment, LedgerGuardEntity, MoveAllotment } from '@app/ledger';
import { Money } from '@app/money';
import { PayoutEntity, advancePayoutJob, refillAllotmentJob } from '@app/payouts';
import type { RailAnswer } from '@app/payouts';
import type { Tx } from '@app/platform';

import { AWAITING_FUNDS } from '../../../../libs/payouts/src/domain/payout-lifecycle';
import { lockPayout, payoutKeyOf } from '../../../../libs/payouts/src/lock-payout';
import { PayoutAnswerEntity } from '../../../../libs/payouts/src/persistence/payout-answer.entity';
import { PayoutAttemptEntity } from '../../../../libs/payouts/src/persistence/payout-attempt.entity';
import { PayoutReorderEntity } from '../../../../libs/payouts/src/persistence/payout-reorder.entity';
import { PayoutResolutionApprovalEntity } from '../../../../libs/payouts/src/persistence/payout-resolution-approval.entity';
import { PayoutResolutionEntity } from '../../../../libs/payouts/src/persistence/payout-resolution.entity';
import { RailBreakerEntity } from '../../../../libs/payouts/src/persistence/rail-breaker.entity';
import { RailDayEntity } from '../../../../libs/payouts/src/persistence/rail-day.entity';
import { RailNoticeEntity } from '../../../../libs/payouts/src/persistence/rail-notice.entity';
import { heldByBreaker, noteSendAnswer } from '../../../../libs/payouts/src/rail-breaker';
import { countOnRail, heldByLimit } from '../../../../libs/payouts/src/rail-day';
import { lanesAwaitingFunds } from '../../../../libs/payouts/src/rail-money';
import { ResolutionQueries } from '../../../../libs/payouts/src/resolution.queries';

/** Everything that is compared, with the tables that hold it. */
export const ENTITIES = [
  ...[PayoutEntity, PayoutAttemptEntity, PayoutAnswerEntity, RailNoticeEntity],
  ...[RailBreakerEntity, RailDayEntity, LedgerGuardEntity, PayoutReorderEntity],
  ...[PayoutResolutionEntity, PayoutResolutionApprovalEntity, ClaimPayoutMethodEntity],
];
const LANE = 5;
/** What lanes may take at first, where a guard is. */
export const ALLOTMENTS = [
  { lane: HOUSE_LANE, availableMinor: 500n },
  { lane: LANE, availableMinor: 200n },
  { lane: 6, availableMinor: 0n },
].map((row) => ({ ...row, guard: 'rail', currency: 'CNY' }));
const START_MS = Date.parse('2026-11-20T02:00:00Z');
const LIMITS = { payoutsPerRailPerDay: 3, payoutMinorPerRailPerDay: 1_000_000 } as never;

/** Ids of payouts of lane 5, as real ones are. */
export const IDS = ['1', '2', '3', '4'].map((digit) => `pyo_01m8d11crwe02tmq0r0m0rsv${digit}5`);

/** What is said to a database, in the words of the operations. */
export type Say = (tx: Tx) => Promise<unknown>;
export type Named<Said = Say> = readonly [string, Said];

const at = (ms: number): Date => new Date(START_MS + ms);
const id = fc.constantFrom(...IDS);
const status = fc.constantFrom('created', 'submitted', 'unknown', 'settled', 'failed' as const);
const rail = fc.constantFrom('quick', 'slow');
const reason = fc.constantFrom('timeout', 'retry_later');
const lane = fc.constantFrom(HOUSE_LANE, LANE, 6, 7);
const resolutions = new ResolutionQueries(null as never);

export function aPayout(payoutId: string, given: object): Record<string, unknown> {
  return {
    ...{ lane: LANE, id: payoutId, claimId: 'clm_1', currency: 'CNY', amountMinor: 100n },
    ...{ rail: 'quick', payee: { route: 'original' }, key: payoutId, requestDigest: 'digest' },
    ...{ createdAt: at(0), updatedAt: at(0), nextActionAt: at(IDS.indexOf(payoutId)) },
    ...given,
  };
}

/** Rows that most calls are about. */
export const SOME_ROWS: readonly Say[] = [
  ...IDS.slice(0, 3).map((payoutId, line): Say => {
    const ordered = { claimLineId: `l${String(line)}`, decisionId: 'd1', status: 'created' };
    return (tx) => tx.insert(PayoutEntity, aPayout(payoutId, ordered));
  }),
  (tx) => noteSendAnswer(tx, 'quick', { outcome: 'unknown', reason: 'timeout', seen: '' }, at(0)),
];

const inserts = fc
  .record({
    ...{ id, status, line: fc.constantFrom('l1', 'l2'), decision: fc.constantFrom('d1', 'd2') },
    amountMinor: fc.bigInt(1n, 300n),
    replaces: fc.constantFrom(null, null, ...IDS.slice(0, 2)),
  })
  .map(({ id: payoutId, status: now, line, decision, replaces, amountMinor }): Named => {
    const ordered = { claimLineId: line, decisionId: decision, replacesId: replaces, amountMinor };
    return [
      `insert ${payoutId} ${now} ${line} ${decision} ${replaces ?? ''}`,
      (tx) => tx.insert(PayoutEntity, aPayout(payoutId, { status: now, ...ordered })),
    ];
  });
const updates = fc
  .record({ id, status, fence: fc.nat(3) })
  .map(({ id: payoutId, status: now, fence }): Named => [
    `update ${payoutId} ${now} ${String(fence)}`,
    (tx) =>
      tx.update(PayoutEntity, payoutKeyOf({ lane: LANE, id: payoutId } as PayoutEntity), {
        ...{ status: now, fence },
        ...(fence === 0 ? { nextActionAt: null } : {}),
        ...(fence === 1 ? { statusReason: AWAITING_FUNDS } : {}),
      }),
  ]);
const steps = fc
  .record({ id, status })
  .map(({ id: payoutId, status: next }): Named => [
    `from created ${payoutId} ${next}`,
    (tx) =>
      tx.update(PayoutEntity, { lane: LANE, id: payoutId, status: 'created' }, { status: next }),
  ]);
const locks = id.map((payoutId): Named => [`lock ${payoutId}`, (tx) => lockPayout(tx, payoutId)]);

/** What is asked for as a whole, the way that the operations ask for it. */
const LOOKS: readonly Named[] = [
  ['find those due', (tx) => advancePayoutJob.findDue(tx, at(5_003), 2)],
  ['find those of a claim', (tx) => tx.findBy(PayoutEntity, { lane: LANE, claimId: 'clm_1' })],
  ['exists another', (tx) => tx.existsBy(PayoutEntity, { status: 'created', id: Not(IDS[0]!) })],
  ['find those without an end', (tx) => tx.findBy(PayoutEntity, { settledAt: IsNull() })],
  [
    'lock those that wait',
    (tx) =>
      tx.find(PayoutEntity, {
        where: { status: In(['created', 'unknown']), nextActionAt: Not(IsNull()) },
        order: { id: 'ASC' },
        take: 2,
        lock: { mode: 'pessimistic_write' },
      }),
  ],
  [
    'update all before',
    (tx) => tx.update(PayoutEntity, { nextActionAt: LessThan(at(2)) }, { statusReason: 'early' }),
  ],
  ['lanes that wait for money', (tx) => lanesAwaitingFunds(tx)],
  ['lanes that can be refilled', (tx) => refillAllotmentJob.findDue(tx, at(0), 5)],
  ['accounts of a claim', (tx) => tx.find(ClaimPayoutMethodEntity, { order: { position: 'ASC' } })],
];
const attempts = fc.record({ id, number: fc.integer({ min: 1, max: 2 }) }).chain((given) => {
  const key = { lane: LANE, payoutId: given.id, number: given.number };
  const told = `${given.id} ${String(given.number)}`;
  const attempt = { ...key, action: 'send' as const, fence: given.number, startedAt: at(0) };
  const answer = { ...key, class: 'pending' as const, applied: true, answeredAt: at(1) };
  return fc.constantFrom<Named>(
    [`attempt ${told}`, (tx) => tx.insert(PayoutAttemptEntity, attempt)],
    [`answer ${told}`, (tx) => tx.insert(PayoutAnswerEntity, answer)],
  );
});
const notices = fc.record({ rail, id }).chain(({ rail: name, id: payoutId }) => {
  const key = { lane: LANE, rail: name, noticeId: `n-${payoutId}` };
  const row = { ...key, payoutId, receivedAt: at(0) };
  return fc.constantFrom<Named>(
    [`notice ${name} ${payoutId}`, (tx) => tx.insert(RailNoticeEntity, row)],
    [`know ${name} ${payoutId}`, (tx) => tx.existsBy(RailNoticeEntity, key)],
  );
});
const rails = fc.record({ rail, reason, ms: fc.nat(120_000) }).chain((given) => {
  const { rail: name, ms } = given;
  const silence: RailAnswer = { outcome: 'unknown', reason: given.reason as 'timeout', seen: '' };
  const sent = { lane: LANE, rail: name, currency: 'CNY', amountMinor: BigInt(ms + 1) };
  return fc.constantFrom<Named>(
    [`silence ${name} ${String(ms)}`, (tx) => noteSendAnswer(tx, name, silence, at(ms))],
    [
      `answer ${name} ${String(ms)}`,
      (tx) => noteSendAnswer(tx, name, { outcome: 'not_found' }, at(ms)),
    ],
    [
      `pause ${name} ${String(ms)}`,
      (tx) => tx.update(RailBreakerEntity, { rail: name }, { openUntil: at(ms) }),
    ],
    [`held ${name} ${String(ms)}`, (tx) => heldByBreaker(tx, name, at(ms))],
    [`count ${name}`, (tx) => countOnRail(tx, sent, at(0))],
    [`limit ${name}`, (tx) => heldByLimit(tx, sent, LIMITS, at(0))],
  );
});

/** What lanes may take, looked at before it is taken, and moved. */
const allotments = fc
  .record({ fromLane: lane, toLane: lane, minor: fc.bigInt(1n, 700n) })
  .filter(({ fromLane, toLane }) => fromLane !== toLane)
  .chain(({ fromLane, toLane, minor }) => {
    const wish = { guard: 'rail', fromLane, toLane, wanted: Money.of(minor, 'CNY') };
    const told = `${String(fromLane)} ${String(toLane)} ${String(minor)}`;
    const held = { guard: 'rail', currency: 'CNY', lane: fromLane };
    return fc.constantFrom<Named>(
      [`move ${told}`, (tx) => new MoveAllotment().run(tx, wish)],
      [`hold ${String(fromLane)}`, (tx) => new HoldAllotment().run(tx, held)],
    );
  });

/** What people say of a payout, order again, and name. */
const people = fc
  .record({ id, number: fc.integer({ min: 1, max: 2 }), who: fc.constantFrom('u_1', 'u_2') })
  .chain(({ id: payoutId, number, who }) => {
    const key = { lane: LANE, payoutId, number };
    const said = {
      ...{ ...key, outcome: 'failed' as const, payoutStatus: 'unknown' as const, note: '' },
      ...{ evidenceKind: 'rail_portal' as const, evidenceReference: '1' },
      ...{ proposedBy: who, proposedAt: at(0) },
    };
    const verdict = { verdict: 'approve' as const, note: '', approverId: who, approvedAt: at(1) };
    const order = { lane: LANE, payoutId, payeeKey: String(number), orderedBy: who };
    const payout = { lane: LANE, id: payoutId, status: 'unknown' } as PayoutEntity;
    const named = { lane: LANE, claimId: 'clm_1', position: number, route: 'original' as const };
    const by = { actorId: who, actorRole: 'claimant', namedAt: at(0) };
    const told = `${payoutId} ${String(number)} ${who}`;
    return fc.constantFrom<Named>(
      [`say ${told}`, (tx) => tx.insert(PayoutResolutionEntity, said)],
      [
        `verdict ${told}`,
        (tx) => tx.insert(PayoutResolutionApprovalEntity, { ...key, ...verdict }),
      ],
      [`said ${told}`, (tx) => statesOf(tx, payout)],
      [
        `order ${told}`,
        (tx) => tx.insert(PayoutReorderEntity, { ...order, reason: 'r', orderedAt: at(0) }),
      ],
      [`ordered ${told}`, (tx) => tx.existsBy(PayoutReorderEntity, order)],
      [`name ${told}`, (tx) => tx.insert(ClaimPayoutMethodEntity, { ...named, ...by })],
    );
  });

async function statesOf(tx: Tx, payout: PayoutEntity): Promise<object[]> {
  const said = await resolutions.of(tx, payout);
  return said.map(({ resolution, state }) => ({ number: resolution.number, state }));
}

export const says: fc.Arbitrary<Named> = fc.oneof(
  { weight: 4, arbitrary: inserts },
  { weight: 5, arbitrary: updates },
  { weight: 2, arbitrary: steps },
  { weight: 3, arbitrary: locks },
  { weight: 3, arbitrary: fc.constantFrom(...LOOKS) },
  { weight: 2, arbitrary: attempts },
  { weight: 2, arbitrary: notices },
  { weight: 4, arbitrary: rails },
  { weight: 3, arbitrary: allotments },
  { weight: 3, arbitrary: people },
);

/** What came of a call: what it returned, or the code of PostgreSQL. */
export async function outcomeOf(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return comparable(await call());
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code !== 'string') throw error;
    return { code };
  }
}

export const isRefusal = (outcome: unknown): boolean =>
  typeof outcome === 'object' && outcome !== null && 'code' in outcome;

/** Rows without an order come in any order; what an insert returns nobody uses. */
export function comparable(value: unknown): unknown {
  if (Array.isArray(value)) {
    const rows = (value as Record<string, unknown>[]).map((row) => ({ ...row }));
    return rows.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (value instanceof Money) return value.toJson();
  if ('affected' in value) return { affected: value.affected };
  if ('identifiers' in value) return undefined;
  return { ...value };
}

const KEYS = ['lane', 'rail', 'id', 'payoutId', 'noticeId', 'number', 'day', 'payeeKey'];

function keyOf(row: Record<string, unknown>): string {
  return [...KEYS, 'orderedBy', 'position'].map((name) => String(row[name])).join('|');
}
