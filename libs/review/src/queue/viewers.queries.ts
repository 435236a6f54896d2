import { Injectable } from '@nestjs/common';

import { laneOfId } from '@app/kernel';
import type { Reads } from '@app/platform';

/** Who looks at a claim, since when without a break. */
export interface Viewer {
  readonly claimId: string;
  readonly userId: string;
  readonly name: string;
  readonly since: Date;
  readonly isDeciding: boolean;
}

/** How long somebody counts as looking after they were last seen. */
export const VIEWING_LIFE_MS = 60_000;

/** Who looks at which claims right now. */
@Injectable()
export class ViewerQueries {
  /** Those who look at some claims, who came first on top. */
  async of(reads: Reads, claimIds: readonly string[], now: Date): Promise<Viewer[]> {
    if (claimIds.length === 0) return [];
    return reads.query<Viewer[]>(
      `SELECT v.claim_id AS "claimId", v.user_id AS "userId", u.name, v.since,
              v.is_deciding AS "isDeciding"
         FROM unnest($1::smallint[], $2::text[]) key (lane, id)
         JOIN claim_viewings v ON v.lane = key.lane AND v.claim_id = key.id
         JOIN users u ON u.id = v.user_id
        WHERE v.seen_at > $3
        ORDER BY v.since, v.user_id`,
      [claimIds.map(laneOfId), claimIds, new Date(now.getTime() - VIEWING_LIFE_MS)],
    );
  }
}
