import { Injectable } from '@nestjs/common';

import type { Reads } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { claimRules } from './filing/claim-rules';
import { ClaimQueries } from './claims.queries';
import { appealDueAt } from './domain/appeal-limit';
import { liveAppeal, nextAppealStep } from './domain/appeal-steps';
import type { AppealStep } from './domain/appeal-steps';
import { ClaimAppealEntity } from './persistence/claim-appeal.entity';
import type { ClaimEntity } from './persistence/claim.entity';

type ClaimKey = Pick<ClaimEntity, 'lane' | 'id'>;

/** On which step a decision can be appealed next, and until when; null without a limit. */
export interface NextAppeal {
  readonly step: AppealStep;
  readonly dueAt: Date | null;
}

/** All reads of appeals. */
@Injectable()
export class AppealQueries {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly packs: PackLibrary,
  ) {}

  /** Every appeal of a claim, the first one first. */
  async ofClaim(reads: Reads, claim: ClaimKey): Promise<ClaimAppealEntity[]> {
    return reads.find(ClaimAppealEntity, {
      where: { lane: claim.lane, claimId: claim.id },
      order: { number: 'ASC' },
    });
  }

  /** The appeal that has not ended; null when there is none. */
  async live(reads: Reads, claim: ClaimKey): Promise<ClaimAppealEntity | null> {
    return liveAppeal(await this.ofClaim(reads, claim)) ?? null;
  }

  /** The step that is next against the claim's final decision; null when there is none. */
  async next(reads: Reads, claim: ClaimEntity): Promise<NextAppeal | null> {
    if (claim.decisionId === null) return null;
    const pack = await this.packs.pinned(reads, claim);
    const appeals = await this.ofClaim(reads, claim);
    if (liveAppeal(appeals) !== undefined) return null;
    const step = nextAppealStep(pack, claim.decisionId, appeals);
    return step === null ? null : { step, dueAt: await this.dueAt(reads, claim, step) };
  }

  /** Until when an appeal on this step can be lodged; null without a limit. */
  async dueAt(reads: Reads, claim: ClaimEntity, step: AppealStep): Promise<Date | null> {
    if (claim.decidedAt === null) return null;
    const pack = await this.packs.pinned(reads, claim);
    const milestones = await this.claims.milestones(reads, claim);
    const { decidedAt, filedAt, discoveredAt } = claim;
    const moments = { decidedAt, filedAt, discoveredAt, milestones };
    return appealDueAt(step, moments, claimRules(pack, []).dueAfter);
  }
}
