import { Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import type { Reads } from '@app/platform';

import type { HandsOnClaim } from './domain/hands';

type HeldClaim = Pick<ClaimEntity, 'lane' | 'id' | 'earlierHands'>;
type Hand = keyof HandsOnClaim;

/** Who has a hand in a claim, by person: two accounts of one human are one pair of eyes. */
@Injectable()
export class HandQueries {
  /** With the accounts that have approved the decision in question, if there are any. */
  async on(
    reads: Reads,
    { lane, id, earlierHands }: HeldClaim,
    approvers: readonly string[] = [],
  ): Promise<HandsOnClaim> {
    const rows = await reads.query<{ hand: Hand; person: string }[]>(
      `SELECT 'claiming' AS hand, person FROM claims c, persons_claiming(c) AS person
        WHERE c.lane = $1 AND c.id = $2
       UNION ALL
       SELECT 'deciding', person FROM claims c, persons_deciding(c) AS person
        WHERE c.lane = $1 AND c.id = $2
       UNION ALL SELECT 'earlier', person_of(hand) FROM unnest($3::text[]) AS hand
       UNION ALL SELECT 'approving', person_of(hand) FROM unnest($4::text[]) AS hand`,
      [lane, id, earlierHands, approvers],
    );
    const by = (hand: Hand): ReadonlySet<string> =>
      new Set(rows.filter((row) => row.hand === hand).map(({ person }) => person));
    return {
      claiming: by('claiming'),
      earlier: by('earlier'),
      deciding: by('deciding'),
      approving: by('approving'),
    };
  }
}
