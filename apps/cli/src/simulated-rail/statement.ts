import { viewOf } from './booked-transfer';
import type { BookedTransfer, TransferView } from './booked-transfer';
import { invalid } from './read-request';

const LIMIT_MAX = 1000;

/** One page of the rail's statement. `next` goes into `after` for the following page. */
export interface StatementPage {
  readonly data: readonly TransferView[];
  readonly hasMore: boolean;
  readonly next?: string;
}

/**
 * Cuts a page out of all transfers, oldest first: those that changed at or after `since` (RFC
 * 3339), following the transfer `after`, at most `limit` (1 to 1,000). Throws RailError 400.
 */
export function readStatement(
  transfers: readonly BookedTransfer[],
  query: URLSearchParams,
): StatementPage {
  const sinceMs = readSince(query.get('since'));
  const limit = readLimit(query.get('limit'));
  const found = following(transfers, query.get('after')).filter(
    ({ changedAt }) => Date.parse(changedAt) >= sinceMs,
  );
  const data = found.slice(0, limit).map(viewOf);
  const next = found.length > data.length ? data.at(-1)?.transferId : undefined;
  return { data, hasMore: next !== undefined, ...(next === undefined ? {} : { next }) };
}

function readSince(text: string | null): number {
  const sinceMs = text === null ? 0 : Date.parse(text);
  if (Number.isNaN(sinceMs)) throw invalid('since', 'is not a time');
  return sinceMs;
}

function readLimit(text: string | null): number {
  const limit = text === null ? LIMIT_MAX : Number(text);
  const isAllowed = Number.isInteger(limit) && limit >= 1 && limit <= LIMIT_MAX;
  if (!isAllowed) throw invalid('limit', `must be 1 to ${String(LIMIT_MAX)}`);
  return limit;
}

function following(
  transfers: readonly BookedTransfer[],
  after: string | null,
): readonly BookedTransfer[] {
  if (after === null) return transfers;
  const index = transfers.findIndex(({ transferId }) => transferId === after);
  if (index < 0) throw invalid('after', 'is not a transfer');
  return transfers.slice(index + 1);
}
