import { Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import type { Reads } from '@app/platform';

import type { HandsOnClaim } from './domain/hands';

type HeldClaim = Pick<ClaimEntity, 'lane' | 'id' | 'filedBy' | 'claimantPartyId' | 'earlierHands'>;

/** Who has a hand in a claim, by person: two accounts of one human are one pair of eyes. */
@Injectable()
export class HandQueries {
  async on(reads: Reads, claim: HeldClaim): Promise<HandsOnClaim> {
    const { lane, id, filedBy, claimantPartyId, earlierHands } = claim;
    const claiming = await reads.query<{ person: string }[]>(
      `SELECT person_of($1) AS person
       UNION SELECT person_id FROM users WHERE party_id = $2
       UNION SELECT person_of(payee_named_by($3::smallint, $4))`,
      [filedBy, claimantPartyId, lane, id],
    );
    const deciding = await reads.query<{ person: string }[]>(
      `SELECT DISTINCT person_of(decided_by) AS person FROM decisions
        WHERE lane = $1 AND claim_id = $2 AND decided_by_role <> 'system'`,
      [lane, id],
    );
    return {
      claiming: personsIn(claiming),
      earlier: await this.persons(reads, earlierHands),
      deciding: personsIn(deciding),
    };
  }

  /** The persons behind some accounts. */
  async persons(reads: Reads, userIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await reads.query<{ person: string }[]>(
      'SELECT person_of(id) AS person FROM unnest($1::text[]) AS id',
      [userIds],
    );
    return personsIn(rows);
  }
}

function personsIn(rows: readonly { readonly person: string | null }[]): Set<string> {
  return new Set(rows.flatMap(({ person }) => (person === null ? [] : [person])));
}
