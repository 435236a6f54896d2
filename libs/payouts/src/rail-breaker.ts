import type { Reads, Tx } from '@app/platform';

import { PAUSE_MS, afterSend, breakerPosition } from './domain/rail-breaker';
import type { RailAnswer } from './rails/payout-rail';
import { RailBreakerEntity } from './persistence/rail-breaker.entity';

/** Keeps how a rail answers to sends. A rail that answers well costs one read and no write. */
export async function noteSendAnswer(
  tx: Tx,
  rail: string,
  answer: RailAnswer,
  now: Date,
): Promise<void> {
  const seen = await tx.findOneBy(RailBreakerEntity, { rail });
  if (afterSend(answer, seen, now) === null) return;
  await tx.query(
    `INSERT INTO rail_breakers (rail, unknowns, since) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING`,
    [rail, now],
  );
  const where = { rail };
  const lock = { mode: 'pessimistic_write' } as const;
  const state = await tx.findOneOrFail(RailBreakerEntity, { where, lock });
  const next = afterSend(answer, state, now);
  if (next !== null) await tx.update(RailBreakerEntity, { rail }, next);
}

/**
 * Until when nothing may be sent over a rail that does not answer; null when this send may leave.
 * Once a pause is over one send tries: whoever comes first, and the others wait for what it learns.
 */
export async function heldByBreaker(tx: Tx, rail: string, now: Date): Promise<Date | null> {
  const state = await tx.findOneBy(RailBreakerEntity, { rail });
  const position = breakerPosition(state, now);
  if (position === 'closed') return null;
  if (position === 'open') return state?.openUntil ?? null;
  const until = new Date(now.getTime() + PAUSE_MS);
  const taken = await tx
    .createQueryBuilder()
    .update(RailBreakerEntity)
    .set({ openUntil: until })
    .where('rail = :rail AND open_until <= :now', { rail, now })
    .execute();
  return taken.affected === 1 ? null : until;
}

/** The rails that rest, or are being tried, with until when. */
export async function restingRails(
  reads: Reads,
): Promise<{ readonly rail: string; readonly openUntil: Date }[]> {
  const rows = await reads.find(RailBreakerEntity, { order: { rail: 'ASC' } });
  return rows.flatMap(({ rail, openUntil }) => (openUntil === null ? [] : [{ rail, openUntil }]));
}
