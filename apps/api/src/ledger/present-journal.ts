import type { JournalWithTransfers } from '@app/ledger';

/** A journal as the API shows it. */
export function presentJournal({ journal, transfers }: JournalWithTransfers): object {
  return {
    id: journal.id,
    kind: journal.kind,
    ...(journal.claimId === null ? {} : { claimId: journal.claimId }),
    occurredAt: journal.occurredAt.toISOString(),
    effectiveAt: journal.effectiveAt.toISOString(),
    postedAt: journal.postedAt.toISOString(),
    actor: journal.actor,
    memo: journal.memo,
    ...(journal.reversesId === null ? {} : { reversesId: journal.reversesId }),
    transfers: transfers.map((transfer) => ({
      debit: transfer.debitAccount,
      credit: transfer.creditAccount,
      money: { currency: transfer.currency, amountMinor: transfer.amountMinor.toString() },
      dimensions: transfer.dimensions,
    })),
  };
}
