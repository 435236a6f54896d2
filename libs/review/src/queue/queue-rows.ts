import type { ClaimStatus, NextStepCode } from '@app/claims';
import type { Reads } from '@app/platform';

import type { QueuePlace } from '../domain/queue-cursor';
import { PLACE_COLUMNS } from './queue-sql';

/** A claim as a list shows it: no more than one statement reads for a whole page. */
export interface QueueRow {
  readonly lane: number;
  readonly id: string;
  readonly reference: string;
  readonly status: ClaimStatus;
  readonly currency: string;
  readonly claimedMinor: bigint;
  readonly lossType: string;
  readonly packId: string;
  readonly owner: { readonly id: string; readonly name: string } | null;
  readonly nextStep: NextStepCode | null;
  readonly nextDueAt: Date | null;
  readonly escalatedAt: Date | null;
  readonly snoozedUntil: Date | null;
  /** Since when the claimant waits for an answer to what they wrote. */
  readonly answerOwedAt: Date | null;
  /** The appeal or reopening that opened it last. */
  readonly reopeningId: string | null;
  readonly version: number;
  readonly filedAt: Date;
  readonly language: string | null;
  readonly lastEvent: { readonly kind: string; readonly at: Date } | null;
  /** Signals of the newest assessment that call for a person; null before there is one. */
  readonly uncleanSignals: number | null;
  /** Drawn for people, though the machine would have approved it. */
  readonly isQaSample: boolean;
  readonly place: QueuePlace;
}

/** What the statements that choose claims select of each, under the name `c`. */
export const CHOSEN_COLUMNS = `c.lane, c.id, c.reference, c.status, c.currency, c.claimed_minor,
  c.loss_type, c.pack_id, c.owner_id, c.next_step, c.next_due_at, c.escalated_at, c.snoozed_until,
  c.answer_owed_at, c.reopening_id, c.version, c.filed_at, ${PLACE_COLUMNS}`;

/**
 * Reads claims with all that a list shows of them. `chosen` selects `CHOSEN_COLUMNS` of a bounded
 * number of claims; `order` puts what comes of it in order, by its columns under the name `c`.
 */
export async function readQueueRows(
  reads: Reads,
  chosen: string,
  values: readonly unknown[],
  order: string,
): Promise<QueueRow[]> {
  const rows = await reads.query<RawRow[]>(
    `WITH c AS MATERIALIZED (${chosen})
     SELECT c.*, owner.name AS owner_name, contact.locale AS language,
            event.kind AS event_kind, event.at AS event_at,
            assessed.unclean AS unclean_signals, assessed.qa_sample AS is_qa_sample
       FROM c
       LEFT JOIN users owner ON owner.id = c.owner_id
       LEFT JOIN claim_contacts contact ON contact.lane = c.lane AND contact.claim_id = c.id
       LEFT JOIN LATERAL (
         SELECT kind, at FROM claim_events WHERE lane = c.lane AND claim_id = c.id
          ORDER BY id DESC LIMIT 1) event ON true
       LEFT JOIN LATERAL (
         SELECT qa_sample, (SELECT count(*)::int
             FROM jsonb_array_elements(result -> 'signals') signal
            WHERE signal ->> 'clean' = 'false') AS unclean
           FROM assessments WHERE lane = c.lane AND claim_id = c.id
          ORDER BY number DESC LIMIT 1) assessed ON true
      ORDER BY ${order}`,
    [...values],
  );
  return rows.map(rowOf);
}

interface RawRow {
  readonly lane: number;
  readonly id: string;
  readonly reference: string;
  readonly status: ClaimStatus;
  readonly currency: string;
  readonly claimed_minor: string;
  readonly loss_type: string;
  readonly pack_id: string;
  readonly owner_id: string | null;
  readonly owner_name: string | null;
  readonly next_step: NextStepCode | null;
  readonly next_due_at: Date | null;
  readonly escalated_at: Date | null;
  readonly snoozed_until: Date | null;
  readonly answer_owed_at: Date | null;
  readonly reopening_id: string | null;
  readonly version: number;
  readonly filed_at: Date;
  readonly language: string | null;
  readonly event_kind: string | null;
  readonly event_at: Date | null;
  readonly unclean_signals: number | null;
  readonly is_qa_sample: boolean | null;
  readonly rank: number;
  readonly broken_since: string;
  readonly exact_due_at: string;
}

function rowOf(raw: RawRow): QueueRow {
  const { owner_id: ownerId, owner_name: name, event_kind: kind, event_at: at } = raw;
  return {
    lane: raw.lane,
    id: raw.id,
    reference: raw.reference,
    status: raw.status,
    currency: raw.currency,
    claimedMinor: BigInt(raw.claimed_minor),
    lossType: raw.loss_type,
    packId: raw.pack_id,
    owner: ownerId === null || name === null ? null : { id: ownerId, name },
    nextStep: raw.next_step,
    nextDueAt: raw.next_due_at,
    escalatedAt: raw.escalated_at,
    snoozedUntil: raw.snoozed_until,
    answerOwedAt: raw.answer_owed_at,
    reopeningId: raw.reopening_id,
    version: raw.version,
    filedAt: raw.filed_at,
    language: raw.language,
    lastEvent: kind === null || at === null ? null : { kind, at },
    uncleanSignals: raw.unclean_signals,
    isQaSample: raw.is_qa_sample ?? false,
    place: {
      rank: raw.rank,
      brokenSince: raw.broken_since,
      dueAt: raw.exact_due_at,
      id: raw.id,
    },
  };
}
