import { Injectable } from '@nestjs/common';

import type { Reads } from '@app/platform';

import { ClaimQueries } from '../claims.queries';
import type { Asking } from '../domain/information-requests';
import { ClaimInformationAnswerEntity } from '../persistence/claim-information-answer.entity';
import { ClaimInformationItemEntity } from '../persistence/claim-information-item.entity';
import { ClaimInformationRequestEntity } from '../persistence/claim-information-request.entity';
import type { ClaimEntity } from '../persistence/claim.entity';

type ClaimKey = Pick<ClaimEntity, 'lane' | 'id'>;

/** All reads of what claimants were asked for and what they answered. */
@Injectable()
export class InformationQueries {
  constructor(private readonly claims: ClaimQueries) {}

  async requests(reads: Reads, claim: ClaimKey): Promise<ClaimInformationRequestEntity[]> {
    return reads.find(ClaimInformationRequestEntity, {
      where: { lane: claim.lane, claimId: claim.id },
      order: { id: 'ASC' },
    });
  }

  /** Everything that was ever asked for, in the order in which it was. */
  async items(reads: Reads, claim: ClaimKey): Promise<ClaimInformationItemEntity[]> {
    return reads.find(ClaimInformationItemEntity, {
      where: { lane: claim.lane, claimId: claim.id },
      order: { requestId: 'ASC', position: 'ASC' },
    });
  }

  /** The reasons for which claimants could not give something. */
  async answers(reads: Reads, claim: ClaimKey): Promise<ClaimInformationAnswerEntity[]> {
    return reads.findBy(ClaimInformationAnswerEntity, { lane: claim.lane, claimId: claim.id });
  }

  /** How the claimant's side of a claim stands. */
  async asking(reads: Reads, claim: ClaimKey): Promise<Asking> {
    const answers = await this.answers(reads, claim);
    const files = await this.claims.evidence(reads, claim);
    return {
      asked: await this.items(reads, claim),
      held: new Set(files.map(({ item }) => item)),
      cannot: new Set(answers.map(({ item }) => item)),
    };
  }
}
