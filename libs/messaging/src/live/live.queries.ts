import { Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import type { Reads } from '@app/platform';

type ClaimKey = Pick<ClaimEntity, 'lane' | 'id'>;

/** So many moves of the queue are told apart; with more of them at once nobody counts. */
const MOVES_MAX = 500;

/** Whether anything has happened, for those who watch. It tells counts and times, no contents. */
@Injectable()
export class LiveQueries {
  /**
   * A mark for each of some claims, by its id. It is another one as soon as something is said or
   * done there: all it is made of only grows, so that no order of commits can hide one of two.
   */
  async claimMarks(
    reads: Reads,
    claims: readonly ClaimKey[],
  ): Promise<ReadonlyMap<string, string>> {
    const rows = await reads.query<{ id: string; mark: string }[]>(
      `SELECT key.id, concat_ws('.', c.version,
              (SELECT count(*) FROM claim_events e
                WHERE e.lane = key.lane AND e.claim_id = key.id),
              (SELECT count(*) FROM messages m
                WHERE m.lane = key.lane AND m.claim_id = key.id)) AS mark
         FROM unnest($1::smallint[], $2::text[]) key (lane, id)
         JOIN claims c ON c.lane = key.lane AND c.id = key.id`,
      [claims.map(({ lane }) => lane), claims.map(({ id }) => id)],
    );
    return new Map(rows.map(({ id, mark }) => [id, mark]));
  }

  /** Each move of an open claim to another place in the queue since a time, as one word. */
  async queueMoves(reads: Reads, since: Date): Promise<string[]> {
    const rows = await reads.query<{ move: string }[]>(
      `SELECT concat_ws('@', id, extract(epoch FROM moved_at)) AS move FROM claims
        WHERE next_step IS NOT NULL AND moved_at > $1 ORDER BY moved_at DESC LIMIT $2`,
      [since, MOVES_MAX],
    );
    return rows.map(({ move }) => move);
  }
}
