import { DomainError } from '@app/kernel';
import type { JournalDraft, LedgerJournalEntity, LedgerTransferEntity } from '@app/ledger';
import { Money } from '@app/money';

/** What a reversal needs of a posted journal; a `JournalWithTransfers` of the ledger has it. */
export interface ReversibleJournal {
  readonly journal: Readonly<Pick<LedgerJournalEntity, 'id' | 'lane' | 'kind' | 'claimId'>>;
  readonly transfers: readonly Readonly<
    Pick<
      LedgerTransferEntity,
      'debitAccount' | 'creditAccount' | 'currency' | 'amountMinor' | 'dimensions'
    >
  >[];
}

export interface Correction {
  readonly actor: string;
  readonly occurredAt: Date;
  /** Why the journal was wrong; the entry that replaces it should give the same reason. */
  readonly reason: string;
}

/**
 * E36: the journal that undoes a posted one, line by line, with the same dimensions. Its key makes
 * a second reversal the first one; the ledger refuses any other. What should have been booked
 * follows as an event of its own. Refuses to do so without a reason (`accounting.reason_missing`).
 */
export function reversalOf(
  { journal, transfers }: ReversibleJournal,
  { actor, occurredAt, reason }: Correction,
): JournalDraft {
  if (reason.trim() === '') throw reasonMissing(journal.id);
  return {
    lane: journal.lane,
    kind: 'E36',
    claimId: journal.claimId,
    occurredAt,
    actor,
    reversesId: journal.id,
    idempotencyKey: `${journal.id}/E36`,
    memo: `${journal.kind} reversed: ${reason.trim()}`,
    transfers: transfers.map(({ debitAccount, creditAccount, currency, amountMinor, ...line }) => ({
      debit: creditAccount,
      credit: debitAccount,
      money: Money.of(amountMinor, currency),
      dimensions: line.dimensions,
    })),
  };
}

function reasonMissing(journalId: string): DomainError {
  return new DomainError(
    'invalid',
    'accounting.reason_missing',
    {
      en: `Say why ${journalId} is reversed: a correction without a reason cannot be checked.`,
      'zh-CN': `请说明冲销 ${journalId} 的原因：没有原因的更正无法核对。`,
    },
    { field: 'reason' },
  );
}
