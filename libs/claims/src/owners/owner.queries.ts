import { Injectable } from '@nestjs/common';

import { Money } from '@app/money';
import { UserEntity } from '@app/platform';
import type { Reads } from '@app/platform';
import { PackLibrary, singleLimitMinor } from '@app/programs';

import type { Ownership } from '../domain/assignment';
import type { ClaimEntity } from '../persistence/claim.entity';

type OwnedClaim = Pick<
  ClaimEntity,
  'ownerId' | 'claimedMinor' | 'currency' | 'packId' | 'packVersion'
>;

/** Who owns a claim, and whether others may pick it or decide it. */
@Injectable()
export class OwnerQueries {
  constructor(private readonly packs: PackLibrary) {}

  async ownership(reads: Reads, claim: OwnedClaim): Promise<Ownership> {
    const pack = await this.packs.pinned(reads, claim);
    const limitMinor = singleLimitMinor(pack);
    return {
      claimed: Money.of(claim.claimedMinor, claim.currency),
      limit: limitMinor === null ? null : Money.of(limitMinor, pack.currency),
      owner: await this.owner(reads, claim),
    };
  }

  /** The account that has a claim, whatever became of it; null when nobody has. */
  async owner(reads: Reads, { ownerId }: Pick<ClaimEntity, 'ownerId'>): Promise<UserEntity | null> {
    return ownerId === null ? null : reads.findOneBy(UserEntity, { id: ownerId });
  }
}
