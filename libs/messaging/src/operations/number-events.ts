import { Injectable } from '@nestjs/common';

import type { Tx } from '@app/platform';

import { QueueWebhooks } from './queue-webhooks';

/** One numberer at a time: the log has one end. */
const NUMBERING_LOCK = 7_204_006;

const EVENTS_MAX = 500;

/** The positions are null when there was nothing to number. */
type Numbered = { readonly events: number } & (
  { readonly first: string; readonly last: string } | { readonly first: null; readonly last: null }
);

/** The oldest that wait, by id: of one claim that is the order of its timeline. */
const NUMBER = `
  WITH first AS (
    SELECT id, lane FROM unnumbered_events ORDER BY id, lane LIMIT $1
  ), taken AS (
    DELETE FROM unnumbered_events u USING first f
     WHERE u.id = f.id AND u.lane = f.lane RETURNING u.lane, u.id
  ), numbered AS (
    INSERT INTO events (position, lane, id, claim_id, kind, at)
    SELECT coalesce((SELECT max(position) FROM events), 0)
             + row_number() OVER (ORDER BY t.id, t.lane),
           t.lane, t.id, e.claim_id, coalesce(e.kind, f.kind), coalesce(e.at, f.at)
      FROM taken t
      LEFT JOIN claim_events e ON e.lane = t.lane AND e.id = t.id
      LEFT JOIN fund_events f ON f.lane = t.lane AND f.id = t.id
    RETURNING position, lane, claim_id, kind
  ), told AS (
    INSERT INTO institution_events (institution_id, position, kind)
    SELECT DISTINCT u.id, n.position, n.kind FROM numbered n
      JOIN claim_lines l ON l.lane = n.lane AND l.claim_id = n.claim_id
      JOIN payments p ON p.lane = l.lane AND p.id = l.payment_id
      JOIN users u ON u.id = p.reported_by AND u.role = 'institution'
  )
  SELECT count(*)::int AS events, min(position) AS first, max(position) AS last FROM numbered`;

/**
 * Gives events that are committed the next positions of the log. One that commits later comes
 * after them, whatever its id, so that no reader passes it by; one that is rolled back leaves no
 * gap. Which institutions are told of them, and who is posted them, is settled in the same commit.
 */
@Injectable()
export class NumberEvents {
  constructor(private readonly queueWebhooks: QueueWebhooks) {}

  /** How many were numbered; 0 also when another one is at it. Run again while it is the most. */
  async run(tx: Tx, eventsMax = EVENTS_MAX): Promise<number> {
    const [lock] = await tx.query<{ held: boolean }[]>(
      'SELECT pg_try_advisory_xact_lock($1) AS held',
      [NUMBERING_LOCK],
    );
    if (lock?.held !== true) return 0;
    const [numbered] = await tx.query<Numbered[]>(NUMBER, [eventsMax]);
    if (numbered === undefined || numbered.first === null) return 0;
    await this.queueWebhooks.run(tx, { first: numbered.first, last: numbered.last });
    return numbered.events;
  }
}
