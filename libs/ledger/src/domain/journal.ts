import { createHash } from 'node:crypto';

import { canonicalize } from 'json-canonicalize';

import { DomainError } from '@app/kernel';
import type { Lane } from '@app/kernel';
import type { Money } from '@app/money';

/** One line: `money` goes from the credit account to the debit account. */
export interface TransferDraft {
  readonly debit: string;
  readonly credit: string;
  readonly money: Money;
  /** What the amount is about besides its claim: `pack`, `rail`, `fund`. */
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** A booking before it is posted. */
export interface JournalDraft {
  readonly lane: Lane;
  /** The accounting event, `E05`; `DOMAIN.md` names them all. */
  readonly kind: string;
  readonly claimId: string | null;
  readonly occurredAt: Date;
  readonly actor: string;
  readonly reversesId?: string;
  /** Names this booking for ever: posting it again returns the first one. */
  readonly idempotencyKey: string;
  readonly memo: string;
  readonly transfers: readonly TransferDraft[];
}

export const LINES_MAX = 1_000;

/** Refuses what the database would refuse anyway, with a better explanation. */
export function requirePostable(draft: JournalDraft): void {
  const { length } = draft.transfers;
  if (length < 1 || length > LINES_MAX) {
    throw refused(
      `A journal has 1 to ${String(LINES_MAX)} lines, not ${String(length)}.`,
      `一笔分录须有 1 至 ${String(LINES_MAX)} 行。`,
    );
  }
  for (const { debit, credit, money } of draft.transfers) {
    if (!money.isPositive()) {
      throw refused(
        `A line's amount must be positive, not ${money.toString()}.`,
        '分录金额必须为正。',
      );
    }
    if (debit === credit) {
      throw refused(
        `A line cannot go from account ${debit} to itself.`,
        `借贷科目不能同为 ${debit}。`,
      );
    }
  }
}

function refused(en: string, zh: string): DomainError {
  return new DomainError('unprocessable', 'ledger.not_postable', { en, 'zh-CN': zh });
}

/**
 * SHA-256 over the canonical content of a booking (RFC 8785): the same key with other content is a
 * conflict. The time of the event is part of the content; the time of booking is not.
 */
export function requestHash(draft: JournalDraft): string {
  const content = canonicalize({
    kind: draft.kind,
    claimId: draft.claimId,
    occurredAt: draft.occurredAt.toISOString(),
    reversesId: draft.reversesId ?? null,
    memo: draft.memo,
    transfers: draft.transfers.map((transfer) => ({
      debit: transfer.debit,
      credit: transfer.credit,
      money: transfer.money.toJson(),
      dimensions: transfer.dimensions ?? {},
    })),
  });
  return createHash('sha256').update(content).digest('hex');
}
