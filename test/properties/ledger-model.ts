import { createHash } from 'node:crypto';

import type { JournalDraft, TransferDraft } from '@app/ledger';

/** A journal as the model remembers it. */
export interface ModelJournal {
  readonly draft: JournalDraft;
  readonly id: string;
  /** When it counts: when it occurred, or when the period that was open began. */
  readonly effectiveAt: Date;
  isReversed: boolean;
}

/** A checkpoint that somebody outside has kept. */
export interface Witnessed {
  readonly size: number;
  readonly note: string;
}

/**
 * What the ledger should be, in the simplest words: a list of journals, how many of them are
 * sealed, up to when the books are closed, and what was published.
 */
export class LedgerModel {
  journals: ModelJournal[] = [];
  /** Ids in the order of the log. */
  sealed: string[] = [];
  closedUntil: Date | null = null;
  witnessed: Witnessed[] = [];

  post(draft: JournalDraft, id: string): void {
    const { occurredAt } = draft;
    const { closedUntil } = this;
    const effectiveAt = closedUntil !== null && closedUntil > occurredAt ? closedUntil : occurredAt;
    this.journals.push({ draft, id, effectiveAt, isReversed: false });
  }

  /** Debits minus credits per account and currency, of journals in effect up to `asOf`. */
  balances(asOf: Date | null = null): Record<string, bigint> {
    const balances: Record<string, bigint> = {};
    const add = (account: string, { money }: TransferDraft, sign: bigint): void => {
      const key = `${account} ${money.currency}`;
      balances[key] = (balances[key] ?? 0n) + sign * money.amountMinor;
    };
    for (const { draft, effectiveAt } of this.journals) {
      if (asOf !== null && effectiveAt > asOf) continue;
      for (const transfer of draft.transfers) {
        add(transfer.debit, transfer, 1n);
        add(transfer.credit, transfer, -1n);
      }
    }
    return balances;
  }

  copy(): LedgerModel {
    const copy = new LedgerModel();
    copy.journals = this.journals.map((journal) => ({ ...journal }));
    copy.sealed = [...this.sealed];
    copy.closedUntil = this.closedUntil;
    copy.witnessed = [...this.witnessed];
    return copy;
  }
}

/** RFC 9162 §2.1.1 word for word: the root of a list of entries. It shares no code with ours. */
export function rootOfEntries(entries: readonly string[]): Buffer {
  const sha256 = (...parts: (string | Buffer)[]): Buffer => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest();
  };
  if (entries.length === 0) return sha256();
  if (entries.length === 1) return sha256(Buffer.from([0]), entries[0] ?? '');
  let half = 1;
  while (half * 2 < entries.length) half *= 2;
  return sha256(
    Buffer.from([1]),
    rootOfEntries(entries.slice(0, half)),
    rootOfEntries(entries.slice(half)),
  );
}
