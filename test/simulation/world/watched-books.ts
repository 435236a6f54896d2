import type { PayoutEntity } from '@app/payouts';

import type { LedgerGuardEntity } from '@app/ledger';
import type { JournalRow } from './journal-row';
import { Violation } from './violation';

/** Statuses in which the money of a payout is in transit (2040). */
const IN_TRANSIT = ['submitted', 'pending', 'unknown', 'action_required'];

/** The books as one who only adds up lines sees them, beside what the tables say. */
export class WatchedBooks {
  readonly balances = new Map<string, bigint>();
  /** 2040 by payout. */
  private readonly transit = new Map<string, bigint>();
  private readonly heldOf = new Map<string, bigint>();
  private heldMinor = 0n;
  private readonly allotments = new Map<number, bigint>();
  private allottedMinor = 0n;

  balance(account: string): bigint {
    return this.balances.get(account) ?? 0n;
  }

  post({ idempotencyKey, transfers }: JournalRow): void {
    const [causeId = ''] = idempotencyKey.split('/');
    for (const { debit, credit, amountMinor } of transfers) {
      if (amountMinor <= 0n || debit === credit) throw new Violation('A line that books nothing.');
      add(this.balances, debit, amountMinor);
      add(this.balances, credit, -amountMinor);
      if (debit === '2040') add(this.transit, causeId, -amountMinor);
      if (credit === '2040') add(this.transit, causeId, amountMinor);
    }
  }

  allot({ lane, availableMinor }: LedgerGuardEntity): void {
    this.allottedMinor += availableMinor - (this.allotments.get(lane) ?? 0n);
    this.allotments.set(lane, availableMinor);
  }

  /** What came back is held with the payout, or with the one in whose order it goes out again. */
  hold({ id, status, heldMinor, reissuedMinor }: PayoutEntity): void {
    const minor = heldMinor + (status === 'created' ? reissuedMinor : 0n);
    this.heldMinor += minor - (this.heldOf.get(id) ?? 0n);
    this.heldOf.set(id, minor);
  }

  /** After each commit: money in transit is that of payouts that are under way. */
  requireTransit({ id, status, amountMinor }: PayoutEntity): void {
    const inTransit = this.transit.get(id) ?? 0n;
    if (inTransit === (IN_TRANSIT.includes(status) ? amountMinor : 0n)) return;
    throw new Violation(`${status} payout ${id} has ${String(inTransit)} on 2040.`);
  }

  /** After each commit: what is held is what came back, what may be spent is on the rails. */
  requireAgreement(): void {
    const back = -this.balance('2050');
    if (back !== this.heldMinor) {
      throw new Violation(`2050 has ${String(back)}, and payouts hold ${String(this.heldMinor)}.`);
    }
    if (this.allotments.size === 0) return;
    const there = this.balance('1030') + this.balance('2040');
    if (there !== this.allottedMinor) {
      throw new Violation(
        `Lanes may take ${String(this.allottedMinor)}; ${String(there)} is there.`,
      );
    }
  }
}

function add(balances: Map<string, bigint>, account: string, amountMinor: bigint): void {
  balances.set(account, (balances.get(account) ?? 0n) + amountMinor);
}
