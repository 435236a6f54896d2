import type { ClaimEntity, ClaimLineEntity, ClaimPayoutMethodEntity } from '@app/claims';
import type { LedgerGuardEntity } from '@app/ledger';
import type { PayoutEntity } from '@app/payouts';

import type { PayoutAnswerEntity } from '../../../libs/payouts/src/persistence/payout-answer.entity';
import type { PayoutResolutionApprovalEntity } from '../../../libs/payouts/src/persistence/payout-resolution-approval.entity';
import type { Change } from '../memory/memory-database';
import type { JournalRow } from './journal-row';
import type { Transfer } from './rail-book';
import { COOLING_OFF_MS, SKEW_MAX_MS } from './terms';
import { Violation } from './violation';
import { WatchedBooks } from './watched-books';

/** Statuses that only the one transition function gives, on an answer. */
const BY_ANSWER = ['pending', 'unknown', 'settled', 'failed', 'returned'];
/** In these a payout brings its claimant nothing, so that another one may carry its part. */
const DEAD = ['failed', 'cancelled', 'returned'];

/**
 * Watches over each commit and each entry in the book of a rail. It looks at rows and books only,
 * never at the rules by which they came about.
 */
export class Watch {
  readonly books = new WatchedBooks();
  /** A return that its rail cannot tell any more is booked: no answer comes with that. */
  isStatementTurn = false;
  private readonly transfers = new Map<string, Transfer[]>();
  private readonly payouts = new Map<string, PayoutEntity>();
  private readonly payoutsOfLine = new Map<string, string[]>();
  private readonly awards = new Map<string, bigint>();
  /** When the accounts of claims were named, by claim and place. */
  private readonly namedAtMs = new Map<string, number>();

  readonly booked = (transfer: Transfer): void => {
    const { reference } = transfer.order;
    const all = this.transfersOf(reference);
    if (!all.includes(transfer)) {
      all.push(transfer);
      this.isCooledOff(transfer);
    }
    this.transfers.set(reference, all);
    if (all.filter(isLive).length > 1) throw new Violation(`Payout ${reference} is paid twice.`);
    this.isWithinAward(reference);
  };

  readonly committed = (changes: readonly Change[]): void => {
    for (const { table, after } of changes) this.read[table]?.(after as never);
    let movesMoney = false;
    for (const { table, before, after } of changes) {
      if (table === 'payouts') {
        const payout = after as unknown as PayoutEntity;
        this.payoutChanged(before as PayoutEntity | null, payout, changes);
        movesMoney = true;
      }
      if (table === 'claims') this.claimChanged(after as unknown as ClaimEntity);
      if (table === 'ledger_guards' || table === 'simulated_journals') movesMoney = true;
    }
    if (movesMoney) this.books.requireAgreement();
  };

  /** What is taken note of first, by table: a commit is looked at as a whole. */
  private readonly read: Readonly<Record<string, (row: never) => void>> = {
    simulated_journals: (row: JournalRow) => {
      this.books.post(row);
    },
    ledger_guards: (row: LedgerGuardEntity) => {
      this.books.allot(row);
    },
    payouts: (row: PayoutEntity) => {
      this.payouts.set(row.id, row);
      this.books.hold(row);
    },
    claim_lines: ({ id, awardMinor }: ClaimLineEntity) => {
      this.awards.set(id, awardMinor ?? 0n);
    },
    claim_payout_methods: ({ claimId, position, namedAt }: ClaimPayoutMethodEntity) => {
      this.namedAtMs.set(`${claimId}/${String(position)}`, namedAt.getTime());
    },
  };

  transfersOf(payoutId: string): Transfer[] {
    return this.transfers.get(payoutId) ?? [];
  }

  /** What rails have paid of a line, or still may, in minor units. */
  leftForLine(lineId: string): bigint {
    const payoutIds = this.payoutsOfLine.get(lineId) ?? [];
    return payoutIds
      .flatMap((id) => this.transfersOf(id))
      .filter(isLive)
      .reduce((sum, { order }) => sum + order.money.amountMinor, 0n);
  }

  private isWithinAward(payoutId: string): void {
    const lineId = this.payouts.get(payoutId)?.claimLineId ?? '';
    if (this.leftForLine(lineId) > (this.awards.get(lineId) ?? 0n)) {
      throw new Violation(`Line ${lineId} is paid twice.`);
    }
  }

  /** There was time to object to an account before money went there. */
  private isCooledOff({ order, acceptedAtMs }: Transfer): void {
    const payout = this.payouts.get(order.reference);
    if (payout?.payee.route !== 'account') return;
    const namedAtMs = this.namedAtMs.get(`${payout.claimId}/${String(payout.payee.position)}`);
    const earliestMs = (namedAtMs ?? Infinity) + COOLING_OFF_MS - 2 * SKEW_MAX_MS;
    if (acceptedAtMs < earliestMs)
      throw new Violation(`${payout.id} left before its day was over.`);
  }

  private payoutChanged(
    before: PayoutEntity | null,
    after: PayoutEntity,
    changes: readonly Change[],
  ): void {
    const { id, status, fence } = after;
    this.books.requireTransit(after);
    if (before === null) {
      this.ordered(after);
      return;
    }
    if (fence < before.fence) throw new Violation(`The fence of ${id} sank.`);
    const answer = answerAmong(changes, after);
    if (answer !== undefined && answer.number !== before.fence) {
      throw new Violation(`A late answer counted for ${id}.`);
    }
    if (before.status === status) return;
    const isAnswered =
      answer !== undefined || isApprovedAmong(changes, after) || this.isStatementTurn;
    if (BY_ANSWER.includes(status) && !isAnswered) {
      throw new Violation(`${id} became ${status} without an answer.`);
    }
    this.agreesWithRail(after);
  }

  /** All that is ordered of a line and may still arrive is not more than its award. */
  private ordered({ id, claimLineId }: PayoutEntity): void {
    const ids = [...(this.payoutsOfLine.get(claimLineId) ?? []), id];
    this.payoutsOfLine.set(claimLineId, ids);
    const carriedMinor = ids
      .flatMap((one) => this.payouts.get(one) ?? [])
      .filter(({ status }) => !DEAD.includes(status))
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
    if (carriedMinor > (this.awards.get(claimLineId) ?? 0n)) {
      throw new Violation(`Line ${claimLineId} is ordered twice.`);
    }
  }

  private agreesWithRail({ id, status, railTransferId }: PayoutEntity): void {
    const transfers = this.transfersOf(id);
    if (status === 'failed' && transfers.some(isLive)) {
      throw new Violation(`${id} counts as failed, and its rail pays it.`);
    }
    if (status !== 'settled') return;
    const isPaid = transfers.some(
      (one) => one.id === railTransferId && ['settled', 'returned'].includes(one.status),
    );
    if (!isPaid) throw new Violation(`${id} counts as settled, and its rail did not pay it.`);
  }

  private claimChanged({ id, awardedMinor, paidMinor }: ClaimEntity): void {
    if (paidMinor > (awardedMinor ?? 0n)) throw new Violation(`${id} is paid more than its award.`);
  }
}

/** Whether a rail has paid a transfer, or still may. */
function isLive({ status }: Transfer): boolean {
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

/** Whether two people said so, of whom the second one is in the same commit. */
function isApprovedAmong(changes: readonly Change[], { id }: PayoutEntity): boolean {
  return changes
    .filter(({ table }) => table === 'payout_resolution_approvals')
    .map(({ after }) => after as unknown as PayoutResolutionApprovalEntity)
    .some(({ payoutId, verdict }) => payoutId === id && verdict === 'approve');
}
