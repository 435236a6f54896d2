import { Injectable } from '@nestjs/common';

import { ClaimQueries, InformationQueries, requireAskable, requireItem } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import type { Reads } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { ReviewQueries } from './review.queries';

/** What a claimant may still be asked for: not what is on file, waived, or was asked for before. */
@Injectable()
export class AskableItems {
  constructor(
    private readonly packs: PackLibrary,
    private readonly claims: ClaimQueries,
    private readonly information: InformationQueries,
    private readonly review: ReviewQueries,
  ) {}

  /** Refuses what the pinned pack does not list, and what `requireAskable` refuses. */
  async require(reads: Reads, claim: ClaimEntity, items: readonly string[]): Promise<void> {
    const { evidence } = await this.packs.pinned(reads, claim);
    const asking = await this.information.asking(reads, claim);
    const files = await this.claims.evidence(reads, claim);
    const decision = await this.review.newestDecision(reads, claim);
    const waived = (decision?.evidenceWaivers ?? []).map(({ item }) => item);
    for (const item of items) {
      const { label } = requireItem(item, evidence);
      requireAskable({ item, label }, asking, { files, waived });
    }
  }
}
