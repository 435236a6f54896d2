import { Injectable } from '@nestjs/common';

import { laneOfId } from '@app/kernel';
import { UserEntity } from '@app/platform';
import type { Reads } from '@app/platform';

import { UnnumberedEventEntity } from '../persistence/unnumbered-event.entity';

/** Which events, from where on. */
export interface EventFilter {
  /** Events behind this position. */
  readonly after: bigint;
  readonly limit: number;
  /** Only of these kinds; all when there are none. */
  readonly kinds: readonly string[];
  /** Only of this claim; null for all. */
  readonly claimId: string | null;
  /**
   * Only of claims on payments that this institution reported, and of these claims only those
   * payments; null for staff, who also read what happened to the house.
   */
  readonly institutionId: string | null;
}

/** A payment as the institution that reported it knows it. */
export interface ReportedPayment {
  readonly source: string;
  readonly sourceId: string;
}

/** An event as others are told it: ids and the name of what happened, and nobody's data. */
export interface LoggedEvent {
  readonly position: bigint;
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  /** Null for what happened to the fund of a currency. */
  readonly claimId: string | null;
  readonly reference: string | null;
  readonly currency: string | null;
  /** The disputed payments of the claim, in its order; for an institution those it reported. */
  readonly payments: readonly ReportedPayment[];
}

type EventRow = Omit<LoggedEvent, 'position'> & { readonly position: string };

/** Each kind is read in its own order as far as it goes, so that a rare one is found at once. */
const OF_KINDS = `
  SELECT of_kind.* FROM unnest($2::text[]) AS wanted (kind)
   CROSS JOIN LATERAL (SELECT * FROM events e
     WHERE e.kind = wanted.kind AND e.position > $1 AND $4::text IS NULL
     ORDER BY e.position LIMIT $3) AS of_kind`;

const OF_ALL = `
  SELECT * FROM events
   WHERE position > $1 AND cardinality($2::text[]) = 0 AND $4::text IS NULL
   ORDER BY position LIMIT $3`;

/** The same, as far as an institution is told. */
const TOLD_OF_KINDS = `
  SELECT e.* FROM unnest($2::text[]) AS wanted (kind)
   CROSS JOIN LATERAL (SELECT position FROM institution_events i
     WHERE i.institution_id = $4 AND i.kind = wanted.kind AND i.position > $1
     ORDER BY i.position LIMIT $3) AS told
    JOIN events e ON e.position = told.position`;

const TOLD_OF_ALL = `
  SELECT e.* FROM institution_events i JOIN events e ON e.position = i.position
   WHERE i.institution_id = $4 AND i.position > $1 AND cardinality($2::text[]) = 0
   ORDER BY i.position LIMIT $3`;

const OF_CLAIM = `
  SELECT * FROM events e WHERE position > $1 AND (cardinality($2::text[]) = 0 OR kind = ANY ($2))
     AND lane = $5 AND claim_id = $6 AND ($4::text IS NULL OR EXISTS (
       SELECT FROM institution_events i WHERE i.institution_id = $4 AND i.position = e.position))
   ORDER BY position LIMIT $3`;

/** Reads the log of events, in its order. */
@Injectable()
export class EventQueries {
  /** The next events, at most `limit` of them. */
  async list(reads: Reads, filter: EventFilter): Promise<LoggedEvent[]> {
    const { after, limit, kinds, claimId, institutionId } = filter;
    const some: unknown[] = [after.toString(), [...new Set(kinds)], limit, institutionId];
    if (claimId !== null) return read(reads, OF_CLAIM, [...some, laneOfId(claimId), claimId]);
    const ofAll = institutionId === null ? OF_ALL : TOLD_OF_ALL;
    const ofKinds = institutionId === null ? OF_KINDS : TOLD_OF_KINDS;
    return read(reads, kinds.length === 0 ? ofAll : ofKinds, some);
  }

  /** The event at a position, as an account is told it; null where it is not theirs to know. */
  async toldTo(reads: Reads, userId: string, position: bigint): Promise<LoggedEvent | null> {
    const isInstitution = await reads.existsBy(UserEntity, { id: userId, role: 'institution' });
    const all = { kinds: [], claimId: null, institutionId: isInstitution ? userId : null };
    const [event] = await this.list(reads, { after: position - 1n, limit: 1, ...all });
    return event?.position === position ? event : null;
  }

  /** Whether something has happened that is not in the log yet. */
  async isAnyUnnumbered(reads: Reads): Promise<boolean> {
    return reads.exists(UnnumberedEventEntity);
  }
}

async function read(reads: Reads, which: string, values: unknown[]): Promise<LoggedEvent[]> {
  const rows = await reads.query<EventRow[]>(
    `SELECT e.position, e.id, e.kind, e.at, e.claim_id AS "claimId", c.reference, f.currency,
            (SELECT coalesce(json_agg(json_build_object(
                      'source', p.source, 'sourceId', p.source_id) ORDER BY l.position), '[]')
               FROM claim_lines l JOIN payments p ON p.lane = l.lane AND p.id = l.payment_id
              WHERE l.lane = c.lane AND l.claim_id = c.id
                AND ($4::text IS NULL OR p.reported_by = $4)) AS payments
       FROM (${which}) e
       LEFT JOIN claims c ON c.lane = e.lane AND c.id = e.claim_id
       LEFT JOIN fund_events f ON e.claim_id IS NULL AND f.lane = e.lane AND f.id = e.id
      ORDER BY e.position LIMIT $3`,
    values,
  );
  return rows.map((row) => ({ ...row, position: BigInt(row.position) }));
}
