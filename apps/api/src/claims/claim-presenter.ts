import { Inject, Injectable } from '@nestjs/common';

import { ClaimQueries, NEXT_STEPS, claimForEvidence } from '@app/claims';
import type { ClaimEntity, ClaimLineEntity } from '@app/claims';
import { CONFIG, UserEntity } from '@app/platform';
import type { Config, Reads } from '@app/platform';
import { PackLibrary, evidenceChecklist } from '@app/programs';
import { ReviewQueries } from '@app/review';

import { ClockPresenter } from './clock-presenter';

/** Shows claims: always with owner, next step and due time, clocks, and the whole evidence list. */
@Injectable()
export class ClaimPresenter {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly review: ReviewQueries,
    private readonly packs: PackLibrary,
    private readonly clocks: ClockPresenter,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async present(reads: Reads, claim: ClaimEntity): Promise<object> {
    const lines = await this.claims.lines(reads, claim);
    const money = (amountMinor: bigint): object => ({
      currency: claim.currency,
      amountMinor: amountMinor.toString(),
    });
    return {
      id: claim.id,
      reference: claim.reference,
      status: claim.status,
      lossType: claim.lossType,
      packId: claim.packId,
      packVersion: claim.packVersion,
      owner: await this.owner(reads, claim),
      nextStep: nextStepOf(claim),
      escalatedAt: claim.escalatedAt?.toISOString() ?? null,
      ...(await this.clocks.present(reads, claim)),
      lines: lines.map(presentLine),
      evidence: await this.evidence(reads, claim),
      claimed: money(claim.claimedMinor),
      ...(claim.awardedMinor === null ? {} : { awarded: money(claim.awardedMinor) }),
      paid: money(claim.paidMinor),
      narrative: claim.narrative,
      discoveredAt: claim.discoveredAt.toISOString(),
      payoutMethod: claim.payoutMethod,
      supportPhone: this.config.supportPhone,
      createdAt: claim.filedAt.toISOString(),
      updatedAt: claim.updatedAt.toISOString(),
      version: claim.version,
    };
  }

  private async owner(reads: Reads, claim: ClaimEntity): Promise<{ name: string } | null> {
    if (claim.ownerId === null) return null;
    const user = await reads.findOneBy(UserEntity, { id: claim.ownerId });
    return user === null ? null : { name: user.name };
  }

  private async evidence(reads: Reads, claim: ClaimEntity): Promise<object[]> {
    const pack = await this.packs.pinned(reads, claim);
    const held = await this.claims.evidence(reads, claim);
    const decision = await this.review.newestDecision(reads, claim);
    const waived = (decision?.evidenceWaivers ?? []).map(({ item }) => item);
    const received = held.map(({ item }) => item);
    const asked = claimForEvidence(claim, {
      milestones: await this.claims.milestones(reads, claim),
      circumstances: await this.claims.circumstances(reads, claim),
    });
    return evidenceChecklist(pack, asked, received, waived).map((state) => ({
      ...state,
      files: held
        .filter(({ item }) => item === state.item)
        .map(({ id, fileName, sha256, mediaType, sizeBytes, uploadedAt }) => ({
          id,
          fileName,
          sha256,
          mediaType,
          size: sizeBytes,
          uploadedAt: uploadedAt.toISOString(),
        })),
    }));
  }
}

function nextStepOf(claim: ClaimEntity): object | null {
  if (claim.nextStep === null) return null;
  const { by, text } = NEXT_STEPS[claim.nextStep];
  return { code: claim.nextStep, text, by, dueAt: claim.nextDueAt?.toISOString() ?? null };
}

function presentLine(line: ClaimLineEntity): object {
  const { currency } = line;
  return {
    id: line.id,
    paymentId: line.paymentId,
    money: { currency, amountMinor: line.amountMinor.toString() },
    ...(line.awardMinor === null
      ? {}
      : { award: { currency, amountMinor: line.awardMinor.toString() } }),
    status: line.status,
  };
}
