import { Inject, Injectable } from '@nestjs/common';

import { ClaimPartsQueries, NEXT_STEPS } from '@app/claims';
import type { ClaimEntity, ClaimLineEntity, ClaimParts } from '@app/claims';
import { CreditQueries, GoodwillQueries } from '@app/payouts';
import type { ProvisionalCreditEntity } from '@app/payouts';
import { CONFIG } from '@app/platform';
import type { Actor, Config, Reads } from '@app/platform';

import { QueuePresenter } from '../review/queue-presenter';
import { ClockPresenter } from './clock-presenter';
import { EvidencePresenter } from './evidence-presenter';
import { presentFiling } from './filing-presenter';
import { presentLife } from './life-presenter';
import { presentCredit } from './credit-presenter';
import { presentPayoutMethod } from './payout-method.dto';

/** What is shown of a claim beside its own rows. */
interface Shown {
  readonly evidence: readonly object[];
  readonly work: object;
  readonly credit: ProvisionalCreditEntity | null;
  /** What was paid beside the award, in minor units. */
  readonly goodwillMinor: bigint;
}

/** Shows claims: always with owner, next step and due time, clocks, and the whole evidence list. */
@Injectable()
export class ClaimPresenter {
  constructor(
    private readonly parts: ClaimPartsQueries,
    private readonly evidence: EvidencePresenter,
    private readonly clocks: ClockPresenter,
    private readonly queue: QueuePresenter,
    private readonly credits: CreditQueries,
    private readonly goodwill: GoodwillQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** With a viewer: also what they can do with it. */
  async present(reads: Reads, claim: ClaimEntity, viewer?: Actor): Promise<object> {
    const [shown] = await this.presentPage(reads, [claim], viewer);
    if (shown === undefined) throw new Error('A page of one claim shows one.');
    return shown;
  }

  /** The same of several claims, in their order, by as many statements as of one. */
  async presentPage(
    reads: Reads,
    claims: readonly ClaimEntity[],
    viewer?: Actor,
  ): Promise<object[]> {
    const parts = await this.parts.of(reads, claims);
    const checklistOf = await this.evidence.checklists(reads, parts);
    const workOn = await this.queue.work(reads, claims, viewer);
    const credits = await this.credits.ofClaims(reads, claims);
    const goodwill = await this.goodwill.paidOf(reads, claims);
    return parts.map((each) => {
      const { claim } = each;
      const credit = credits.get(claim.id) ?? null;
      const goodwillMinor = goodwill.get(claim.id) ?? 0n;
      const shown = { evidence: checklistOf(each), work: workOn(claim), credit, goodwillMinor };
      return this.presentWith(each, shown, viewer);
    });
  }

  private presentWith(
    parts: ClaimParts,
    { evidence, work, credit, goodwillMinor }: Shown,
    viewer?: Actor,
  ): object {
    const { claim } = parts;
    const money = (amountMinor: bigint): object => ({
      currency: claim.currency,
      amountMinor: amountMinor.toString(),
    });
    return {
      id: claim.id,
      reference: claim.reference,
      status: claim.status,
      ...presentLife(parts, viewer),
      lossType: claim.lossType,
      packId: claim.packId,
      packVersion: claim.packVersion,
      ...presentFiling(parts, viewer ?? null),
      owner: parts.ownerName === null ? null : { name: parts.ownerName },
      nextStep: nextStepOf(claim),
      escalatedAt: claim.escalatedAt?.toISOString() ?? null,
      ...work,
      ...this.clocks.present(parts),
      lines: parts.lines.map(presentLine),
      evidence,
      claimed: money(claim.claimedMinor),
      ...(claim.awardedMinor === null ? {} : { awarded: money(claim.awardedMinor) }),
      paid: money(claim.paidMinor),
      ...(goodwillMinor === 0n ? {} : { goodwill: money(goodwillMinor) }),
      provisional: presentCredit(credit),
      narrative: claim.narrative,
      discoveredAt: claim.discoveredAt.toISOString(),
      payoutMethod: presentPayoutMethod(claim.payoutMethod),
      supportPhone: this.config.supportPhone,
      createdAt: claim.filedAt.toISOString(),
      updatedAt: claim.updatedAt.toISOString(),
      version: claim.version,
    };
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
