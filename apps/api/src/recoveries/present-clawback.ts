import { outstandingMinor } from '@app/recoveries';
import type { ToldClawback } from '@app/recoveries';

/** What is asked back of a claimant, without whose word it was: that is not theirs to know. */
export function presentClawback({ recovery, reason, objections }: ToldClawback): object {
  const { id, kind, status, currency, requestedMinor, receivedMinor, dueAt } = recovery;
  const money = (minor: bigint): object => ({ currency, amountMinor: minor.toString() });
  const isOver = status === 'received' || status === 'written_off' || status === 'closed';
  return {
    ...{ id, kind: kind === 'credit' ? 'credit' : 'clawback', status },
    ...(reason === null ? {} : { reason }),
    money: money(requestedMinor),
    repaid: money(receivedMinor),
    outstanding: money(isOver ? 0n : outstandingMinor(recovery)),
    ...(dueAt === null ? {} : { dueAt: dueAt.toISOString() }),
    objections: objections.map(({ objection, answer }) => ({
      reason: objection.reason,
      objectedAt: objection.objectedAt.toISOString(),
      ...(answer === null
        ? {}
        : {
            answer: {
              verdict: answer.verdict,
              reason: answer.reason,
              answeredAt: answer.answeredAt.toISOString(),
            },
          }),
    })),
  };
}
