import { Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { VIEWING_LIFE_MS, ViewerQueries } from '../queue/viewers.queries';
import type { Viewer } from '../queue/viewers.queries';

/** What is taken away with one note: the table stays as small as what people look at. */
const REMOVED_MAX = 100;

/** Notes that somebody of the staff looks at a claim, and says who else does. */
@Injectable()
export class NoteViewing {
  constructor(
    private readonly viewers: ViewerQueries,
    private readonly clock: Clock,
  ) {}

  /** To be repeated well within a minute: after that they count as gone. */
  async run(
    tx: Tx,
    actor: Actor,
    { claim, isDeciding }: { readonly claim: ClaimEntity; readonly isDeciding: boolean },
  ): Promise<Viewer[]> {
    const now = this.clock.now();
    const gone = new Date(now.getTime() - VIEWING_LIFE_MS);
    await tx.query(
      `INSERT INTO claim_viewings AS v (lane, claim_id, user_id, since, seen_at, is_deciding)
       VALUES ($1, $2, $3, $4, $4, $5)
       ON CONFLICT (lane, claim_id, user_id) DO UPDATE SET
         since = CASE WHEN v.seen_at > $6 THEN v.since ELSE excluded.since END,
         seen_at = greatest(v.seen_at, excluded.seen_at), is_deciding = excluded.is_deciding`,
      [claim.lane, claim.id, actor.id, now, isDeciding, gone],
    );
    await this.removeGone(tx, gone);
    const viewers = await this.viewers.of(tx, [claim.id], now);
    return viewers.filter(({ userId }) => userId !== actor.id);
  }

  /** What somebody else removes right now is left to them. */
  private async removeGone(tx: Tx, gone: Date): Promise<void> {
    await tx.query(
      `DELETE FROM claim_viewings v USING (
         SELECT lane, claim_id, user_id FROM claim_viewings WHERE seen_at <= $1
          ORDER BY seen_at LIMIT ${REMOVED_MAX} FOR UPDATE SKIP LOCKED) gone
        WHERE v.lane = gone.lane AND v.claim_id = gone.claim_id AND v.user_id = gone.user_id`,
      [gone],
    );
  }
}
