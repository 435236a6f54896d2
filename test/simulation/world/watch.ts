import type { ClaimEntity } from '@app/claims';
import type { PayoutEntity } from '@app/payouts';

import type { PayoutAnswerEntity } from '../../../libs/payouts/src/persistence/payout-answer.entity';
import type { Change } from '../memory/memory-database';
import type { JournalRow } from './journal-row';
import type { Transfer } from './rail-book';

/** A promise that was broken, in a seed that says how. */
export class Violation extends Error {}

/** Statuses in which the money of a payout is in transit (2040). */
const IN_TRANSIT = ['submitted', 'pending', 'unknown', 'action_required'];
/** Statuses that only the one transition function gives, on an answer. */
const BY_ANSWER = ['pending', 'unknown', 'settled', 'failed', 'returned'];

/**
 * Watches over each commit and each entry in the book of a rail. It looks at rows and books only,
 * never at the rules by which they came about.
 */
export class Watch {
  /** People say with evidence what became of a payout: no answer of a rail comes with that. */
  isPeopleTurn = false;
  private readonly transfers = new Map<string, Transfer[]>();
  /** 2040 by payout, and all accounts. */
  private readonly transit = new Map<string, bigint>();
  readonly balances = new Map<string, bigint>();

  readonly booked = (transfer: Transfer): void => {
    const { reference } = transfer.order;
    const all = this.transfersOf(reference);
    if (!all.includes(transfer)) all.push(transfer);
    this.transfers.set(reference, all);
    if (all.filter(isLive).length > 1) {
      throw new Violation(`Payout ${reference} is paid twice.`);
    }
  };

  readonly committed = (changes: readonly Change[]): void => {
    for (const { table, after } of changes) {
      if (table === 'simulated_journals') this.post(after as unknown as JournalRow);
    }
    for (const { table, before, after } of changes) {
      if (table === 'payouts') {
        const was = before as PayoutEntity | null;
        this.payoutChanged(was, after as unknown as PayoutEntity, changes);
      }
      if (table === 'claims') this.claimChanged(after as unknown as ClaimEntity);
    }
  };

  transfersOf(payoutId: string): Transfer[] {
    return this.transfers.get(payoutId) ?? [];
  }

  private post({ idempotencyKey, transfers }: JournalRow): void {
    const [payoutId = ''] = idempotencyKey.split('/');
    for (const { debit, credit, amountMinor } of transfers) {
      if (amountMinor <= 0n || debit === credit) throw new Violation('A line that books nothing.');
      add(this.balances, debit, amountMinor);
      add(this.balances, credit, -amountMinor);
      if (debit === '2040') add(this.transit, payoutId, -amountMinor);
      if (credit === '2040') add(this.transit, payoutId, amountMinor);
    }
  }

  private payoutChanged(
    before: PayoutEntity | null,
    after: PayoutEntity,
    changes: readonly Change[],
  ): void {
    const { id, status, fence } = after;
    this.isBooked(after);
    if (before === null) return;
    if (fence < before.fence) throw new Violation(`The fence of ${id} sank.`);
    const answer = answerAmong(changes, after);
    if (answer !== undefined && answer.number !== before.fence) {
      throw new Violation(`A late answer counted for ${id}.`);
    }
    if (before.status === status) return;
    const isAnswered = answer !== undefined || this.isPeopleTurn;
    if (BY_ANSWER.includes(status) && !isAnswered) {
      throw new Violation(`${id} became ${status} without an answer.`);
    }
    this.agreesWithRail(after);
  }

  private isBooked({ id, status, amountMinor }: PayoutEntity): void {
    const inTransit = this.transit.get(id) ?? 0n;
    if (inTransit === (IN_TRANSIT.includes(status) ? amountMinor : 0n)) return;
    throw new Violation(`${status} payout ${id} has ${String(inTransit)} on 2040.`);
  }

  private agreesWithRail({ id, status, railTransferId }: PayoutEntity): void {
    const live = this.transfersOf(id).filter(isLive);
    if (status === 'failed' && live.length > 0) {
      throw new Violation(`${id} counts as failed, and its rail pays it.`);
    }
    const paid = this.transfersOf(id).filter(
      (one) => one.status === 'settled' || one.status === 'returned',
    );
    if (status === 'settled' && paid.every((one) => one.id !== railTransferId)) {
      throw new Violation(`${id} counts as settled, and its rail did not pay it.`);
    }
  }

  private claimChanged({ id, awardedMinor, paidMinor }: ClaimEntity): void {
    if (paidMinor > (awardedMinor ?? 0n)) throw new Violation(`${id} is paid more than its award.`);
  }
}

/** Whether a rail has paid a transfer, or still may. */
export function isLive({ status }: Transfer): boolean {
  return status === 'accepted' || status === 'settled';
}

/** The answer that counted in the same commit. */
function answerAmong(
  changes: readonly Change[],
  { id }: PayoutEntity,
): PayoutAnswerEntity | undefined {
  return changes
    .filter(({ table }) => table === 'payout_answers')
    .map(({ after }) => after as unknown as PayoutAnswerEntity)
    .find(({ payoutId, applied }) => payoutId === id && applied);
}

function add(balances: Map<string, bigint>, account: string, amountMinor: bigint): void {
  balances.set(account, (balances.get(account) ?? 0n) + amountMinor);
}
