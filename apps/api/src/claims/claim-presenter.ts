import { Inject, Injectable } from '@nestjs/common';

import { ClaimQueries, NEXT_STEPS } from '@app/claims';
import type { ClaimEntity, ClaimLineEntity } from '@app/claims';
import { CONFIG, UserEntity } from '@app/platform';
import type { Actor, Config, Reads } from '@app/platform';

import { QueuePresenter } from '../review/queue-presenter';
import { ClockPresenter } from './clock-presenter';
import { EvidencePresenter } from './evidence-presenter';
import { FilingPresenter } from './filing-presenter';
import { LifePresenter } from './life-presenter';
import { presentPayoutMethod } from './payout-method.dto';

/** Shows claims: always with owner, next step and due time, clocks, and the whole evidence list. */
@Injectable()
export class ClaimPresenter {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly evidence: EvidencePresenter,
    private readonly clocks: ClockPresenter,
    private readonly lives: LifePresenter,
    private readonly filings: FilingPresenter,
    private readonly queue: QueuePresenter,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** With a viewer: also what they can do with it. */
  async present(reads: Reads, claim: ClaimEntity, viewer?: Actor): Promise<object> {
    const lines = await this.claims.lines(reads, claim);
    const money = (amountMinor: bigint): object => ({
      currency: claim.currency,
      amountMinor: amountMinor.toString(),
    });
    return {
      id: claim.id,
      reference: claim.reference,
      status: claim.status,
      ...(await this.lives.present(reads, claim, viewer)),
      lossType: claim.lossType,
      packId: claim.packId,
      packVersion: claim.packVersion,
      ...(await this.filings.present(reads, claim, viewer ?? null)),
      owner: await this.owner(reads, claim),
      nextStep: nextStepOf(claim),
      escalatedAt: claim.escalatedAt?.toISOString() ?? null,
      ...(await this.queue.presentWork(reads, claim, viewer)),
      ...(await this.clocks.present(reads, claim)),
      lines: lines.map(presentLine),
      evidence: await this.evidence.checklist(reads, claim),
      claimed: money(claim.claimedMinor),
      ...(claim.awardedMinor === null ? {} : { awarded: money(claim.awardedMinor) }),
      paid: money(claim.paidMinor),
      narrative: claim.narrative,
      discoveredAt: claim.discoveredAt.toISOString(),
      payoutMethod: presentPayoutMethod(claim.payoutMethod),
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
