import { DomainError } from '@app/kernel';
import type { Lane } from '@app/kernel';
import type { Money } from '@app/money';

import { canonicalRequest } from './canonical-journal';
import { ENTRY_BYTES_MAX } from './transparency/entry-bundle';

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
/** A key stands in an index, whose entries PostgreSQL keeps below 2,704 bytes. */
const KEY_LENGTH_MAX = 600;

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
  if (draft.idempotencyKey.length > KEY_LENGTH_MAX) {
    throw refused(
      `A key has at most ${String(KEY_LENGTH_MAX)} characters, not ${String(draft.idempotencyKey.length)}.`,
      `幂等键不得超过 ${String(KEY_LENGTH_MAX)} 个字符。`,
    );
  }
  requireTime(draft.occurredAt);
  requireEntry(draft);
}

/** The times that RFC 3339 can write; nothing of a payment system happened before them. */
const FIRST_MS = 0;
const LAST_MS = Date.UTC(10_000, 0, 1) - 1;

function requireTime(occurredAt: Date): void {
  const ms = occurredAt.getTime();
  if (ms >= FIRST_MS && ms <= LAST_MS) return;
  const saw = Number.isNaN(ms) ? 'no time' : occurredAt.toISOString();
  throw refused(
    `A journal happened between the years 1970 and 9999, not at ${saw}.`,
    `分录发生时间须在 1970 年至 9999 年之间（${saw}）。`,
  );
}

function refused(en: string, zh: string): DomainError {
  return new DomainError('unprocessable', 'ledger.not_postable', { en, 'zh-CN': zh });
}

/**
 * The content of a booking as RFC 8785 writes it: the same key with other content is a conflict.
 */
export function contentOf(draft: JournalDraft): string {
  return canonicalRequest({
    kind: draft.kind,
    claimId: draft.claimId,
    occurredAt: draft.occurredAt.toISOString(),
    reversesId: draft.reversesId ?? null,
    memo: draft.memo,
    transfers: draft.transfers.map(({ debit, credit, money, dimensions }) => ({
      debit,
      credit,
      currency: money.currency,
      amountMinor: money.amountMinor.toString(),
      dimensions: dimensions ?? {},
    })),
  });
}

/** Journals of so many lines and so long texts are weighed; all others fit in any case. */
const LINES_LIGHT = 20;
const TEXT_LIGHT = 400;
/** What an entry of the log holds besides: the names of the fields, the id and the times. */
const ENVELOPE_BYTES = 300;

/**
 * An entry of the transparency log is at most 65,535 bytes long (C2SP tlog-tiles), and a journal is
 * one entry: a longer one could not be served to those who verify.
 */
function requireEntry(draft: JournalDraft): void {
  const isLight =
    draft.transfers.length <= LINES_LIGHT &&
    draft.memo.length <= TEXT_LIGHT &&
    draft.idempotencyKey.length + draft.actor.length <= TEXT_LIGHT &&
    draft.kind.length + (draft.claimId?.length ?? 0) <= TEXT_LIGHT &&
    draft.transfers.every(
      ({ dimensions }) => JSON.stringify(dimensions ?? {}).length <= TEXT_LIGHT,
    );
  if (isLight) return;
  const texts = [contentOf(draft), JSON.stringify([draft.idempotencyKey, draft.actor])];
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), ENVELOPE_BYTES);
  if (bytes <= ENTRY_BYTES_MAX) return;
  throw refused(
    `A journal of ${String(bytes)} bytes is too long for the log: split it into smaller ones.`,
    `该笔分录长达 ${String(bytes)} 字节，超出日志上限，请拆分。`,
  );
}
