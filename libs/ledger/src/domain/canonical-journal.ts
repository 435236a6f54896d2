/** A line of a posted journal, as it is told to others. */
export interface CanonicalTransfer {
  readonly debit: string;
  readonly credit: string;
  readonly currency: string;
  /** Minor units, as digits. */
  readonly amountMinor: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** What of a journal was asked for, before the ledger gave it its place and times. */
export interface CanonicalRequest {
  readonly kind: string;
  readonly claimId: string | null;
  /** RFC 3339 in UTC with milliseconds. */
  readonly occurredAt: string;
  readonly reversesId: string | null;
  readonly memo: string;
  readonly transfers: readonly CanonicalTransfer[];
}

/** A posted journal with all that the log vouches for. */
export interface CanonicalJournal extends CanonicalRequest {
  readonly lane: number;
  readonly id: string;
  readonly actor: string;
  readonly idempotencyKey: string;
  /** When it counts in the books: RFC 3339 in UTC with microseconds, as PostgreSQL keeps it. */
  readonly effectiveAt: string;
  /** When it was booked: RFC 3339 in UTC with microseconds. */
  readonly postedAt: string;
}

/**
 * The bytes of a journal, for the log's leaf and the lines of an export: JSON as RFC 8785 (JCS)
 * wants it, keys in order and no space. Written out by hand because the keys are known and every
 * journal is sealed this way; a test holds it equal to a JCS library. `JSON.stringify` writes a
 * string exactly as RFC 8785 §3.2.2.2 asks for.
 */
export function canonicalJournal(journal: CanonicalJournal): string {
  const { actor, effectiveAt, id, idempotencyKey, lane, postedAt } = journal;
  return (
    `{"actor":${quoted(actor)},"claimId":${quoted(journal.claimId)}` +
    `,"effectiveAt":"${effectiveAt}","id":${quoted(id)}` +
    `,"idempotencyKey":${quoted(idempotencyKey)},"kind":${quoted(journal.kind)},"lane":${lane}` +
    `,"memo":${quoted(journal.memo)},"occurredAt":"${journal.occurredAt}"` +
    `,"postedAt":"${postedAt}","reversesId":${quoted(journal.reversesId)}` +
    `,"transfers":${canonicalTransfers(journal.transfers)}}`
  );
}

/**
 * What makes two requests under one idempotency key the same: everything but who asks, because a
 * job may repeat what a person began. The time of the event is part of it, that of booking is not.
 */
export function canonicalRequest(request: CanonicalRequest): string {
  return (
    `{"claimId":${quoted(request.claimId)},"kind":${quoted(request.kind)}` +
    `,"memo":${quoted(request.memo)},"occurredAt":"${request.occurredAt}"` +
    `,"reversesId":${quoted(request.reversesId)}` +
    `,"transfers":${canonicalTransfers(request.transfers)}}`
  );
}

function canonicalTransfers(transfers: readonly CanonicalTransfer[]): string {
  let text = '[';
  for (const { amountMinor, credit, currency, debit, dimensions } of transfers) {
    if (text !== '[') text += ',';
    text +=
      `{"amountMinor":"${amountMinor}","credit":${quoted(credit)},"currency":${quoted(currency)}` +
      `,"debit":${quoted(debit)},"dimensions":${canonicalDimensions(dimensions)}}`;
  }
  return `${text}]`;
}

/** Keys are compared by UTF-16 code units (RFC 8785 §3.2.3), which is how JavaScript sorts. */
function canonicalDimensions(dimensions: Readonly<Record<string, string>>): string {
  const members = Object.keys(dimensions)
    .sort()
    .map((key) => `${quoted(key)}:${quoted(dimensions[key] ?? '')}`);
  return `{${members.join(',')}}`;
}

function quoted(text: string | null): string {
  return JSON.stringify(text);
}
