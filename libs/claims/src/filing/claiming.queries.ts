import { Injectable } from '@nestjs/common';

import type { Actor, Reads } from '@app/platform';

import { requireNoHandIn } from '../domain/own-hand';
import type { ClaimEntity } from '../persistence/claim.entity';

type ClaimKey = Pick<ClaimEntity, 'lane' | 'id'>;

/**
 * Who claims, by person and not by account: who filed a claim, is its claimant, or said last where
 * its money goes; also of the claims that were merged into it. The database counts by the same
 * function (`persons_claiming`).
 */
@Injectable()
export class ClaimingQueries {
  /** With `hands`, also the persons behind these, which a claim keeps. */
  async persons(
    reads: Reads,
    { lane, id }: ClaimKey,
    hands: readonly string[] = [],
  ): Promise<ReadonlySet<string>> {
    const rows = await reads.query<{ person: string }[]>(
      `SELECT person FROM claims c, persons_claiming(c) AS person WHERE c.lane = $1 AND c.id = $2
       UNION SELECT person_of(hand) FROM unnest($3::text[]) AS hand`,
      [lane, id, hands],
    );
    return new Set(rows.map(({ person }) => person));
  }

  /** Refuses what `requireNoHandIn` refuses. */
  async requireNoHand(reads: Reads, claim: ClaimKey, actor: Actor): Promise<void> {
    requireNoHandIn(await this.persons(reads, claim), actor);
  }
}
