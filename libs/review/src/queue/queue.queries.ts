import { Injectable } from '@nestjs/common';

import { ownParties } from '@app/claims';
import { laneOfId } from '@app/kernel';
import type { Reads } from '@app/platform';

import type { QueueCursor } from '../domain/queue-cursor';
import { QUEUE_VIEWS, isRankedFor } from '../domain/queue-view';
import type { QueueView } from '../domain/queue-view';
import { CHOSEN_COLUMNS, readQueueRows } from './queue-rows';
import type { QueueRow } from './queue-rows';
import { PLACE, Values, afterCursor, cameSince, inView } from './queue-sql';
import type { QueueQuestion } from './queue-sql';

/** Up to here claims are counted; beyond it, people only want to know that there are many. */
export const QUEUE_COUNT_MAX = 1_000;

/** What has happened to a list since somebody loaded it. */
export interface QueueNews {
  /** Claims that have come to it, or to another place in it, beside those that are shown. */
  readonly newCount: number;
  /** Of those that are shown, the ones that do not belong to it any more. */
  readonly gone: readonly string[];
  /** Of those that are shown, the ones that have changed. */
  readonly changed: readonly string[];
}

/** `PLACE` by the columns of the rows that were chosen: the outer order of a page. */
const ROW_PLACE = `c.rank, c.broken_since::timestamptz, c.next_due_at, c.id`;
const ROW_PLACE_UNRANKED = `c.broken_since::timestamptz, c.next_due_at, c.id`;
const RANKS = [-1, 0];

/** All reads of the queue: each a fixed number of statements, whatever the length of a page. */
@Injectable()
export class QueueQueries {
  /** One row more than the page holds, in the order of the queue. */
  async page(
    reads: Reads,
    question: QueueQuestion,
    page: { readonly limit: number; readonly after: QueueCursor | null },
  ): Promise<QueueRow[]> {
    const values = new Values();
    const own = await ownParties(reads, question.actor);
    const conditions = [
      inView(question, own, values),
      ...(page.after === null ? [] : [afterCursor(page.after, values)]),
    ].join(' AND ');
    const limit = values.add(page.limit + 1);
    // Nobody owns any of these: said in the order as well, so that it is the order of the index.
    const place = question.view === 'unassigned' ? `c.owner_id, ${PLACE}` : PLACE;
    const select = (condition: string): string =>
      `SELECT ${CHOSEN_COLUMNS} FROM claims c WHERE ${condition} ORDER BY ${place} LIMIT ${limit}`;
    if (isRankedFor(question.actor.role)) {
      return readQueueRows(reads, select(conditions), values.list, ROW_PLACE);
    }
    // The indexes go by rank. Each rank is read from its beginning, and the two are put together.
    const ranks = RANKS.map((rank) => `(${select(`(-c.priority) = ${rank} AND ${conditions}`)})`);
    const together = `SELECT * FROM (${ranks.join(' UNION ALL ')}) c
      ORDER BY ${ROW_PLACE_UNRANKED} LIMIT ${limit}`;
    return readQueueRows(reads, together, values.list, ROW_PLACE_UNRANKED);
  }

  /** Claims by their ids, as a list shows them, in the order in which they are named. */
  async rows(reads: Reads, claimIds: readonly string[]): Promise<QueueRow[]> {
    const chosen = `SELECT ${CHOSEN_COLUMNS}
        FROM unnest($1::smallint[], $2::text[]) key (lane, id)
        JOIN claims c ON c.lane = key.lane AND c.id = key.id`;
    return readQueueRows(
      reads,
      chosen,
      [claimIds.map(laneOfId), claimIds],
      'array_position($2::text[], c.id)',
    );
  }

  /** How many claims each view holds, `QUEUE_COUNT_MAX` + 1 at most. */
  async counts(
    reads: Reads,
    questionOf: (view: QueueView) => QueueQuestion,
  ): Promise<Record<QueueView, number>> {
    const values = new Values();
    const own = await ownParties(reads, questionOf('all').actor);
    const counts = QUEUE_VIEWS.map((view) => {
      const condition = inView(questionOf(view), own, values);
      return `(SELECT count(*)::int FROM (SELECT FROM claims c WHERE ${condition}
          LIMIT ${QUEUE_COUNT_MAX + 1}) counted) AS ${view}`;
    });
    const [row] = await reads.query<[Record<QueueView, number>]>(
      `SELECT ${counts.join(', ')}`,
      values.list,
    );
    return row;
  }

  /**
   * What has happened to a list since a time, for somebody who is shown some of its claims. The
   * count ends at `QUEUE_COUNT_MAX` + 1.
   */
  async news(
    reads: Reads,
    question: QueueQuestion,
    seen: { readonly since: Date; readonly shown: readonly string[] },
  ): Promise<QueueNews> {
    const newCount = await this.newCount(reads, question, seen);
    const shown = seen.shown.length === 0 ? [] : await this.shown(reads, question, seen);
    return {
      newCount,
      gone: shown.filter(({ isIn }) => !isIn).map(({ id }) => id),
      changed: shown.filter(({ isIn, isChanged }) => isIn && isChanged).map(({ id }) => id),
    };
  }

  private async newCount(
    reads: Reads,
    question: QueueQuestion,
    { since, shown }: { readonly since: Date; readonly shown: readonly string[] },
  ): Promise<number> {
    const values = new Values();
    const own = await ownParties(reads, question.actor);
    const conditions = [
      cameSince(since, question, values),
      inView(question, own, values),
      `c.id <> ALL (${values.add(shown)}::text[])`,
    ];
    const [row] = await reads.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM (SELECT FROM claims c WHERE ${conditions.join(' AND ')}
         LIMIT ${QUEUE_COUNT_MAX + 1}) counted`,
      values.list,
    );
    return row?.count ?? 0;
  }

  private async shown(
    reads: Reads,
    question: QueueQuestion,
    { since, shown }: { readonly since: Date; readonly shown: readonly string[] },
  ): Promise<{ id: string; isIn: boolean; isChanged: boolean }[]> {
    const values = new Values();
    const own = await ownParties(reads, question.actor);
    const keys = `unnest(${values.add(shown.map(laneOfId))}::smallint[],
      ${values.add(shown)}::text[]) key (lane, id)`;
    return reads.query<{ id: string; isIn: boolean; isChanged: boolean }[]>(
      `SELECT key.id, coalesce(${inView(question, own, values)}, false) AS "isIn",
              coalesce(c.updated_at > ${values.add(since)}, false) AS "isChanged"
         FROM ${keys} LEFT JOIN claims c ON c.lane = key.lane AND c.id = key.id`,
      values.list,
    );
  }
}
