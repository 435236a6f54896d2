import { randomInt } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { Clock, DomainError, laneOfId, newId } from '@app/kernel';
import type { Lane } from '@app/kernel';
import { Money, sumOf } from '@app/money';
import { ChangeClaimed } from '@app/payments';
import type { PaymentEntity } from '@app/payments';
import { enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';
import { PackLibrary, assess, calendarOf } from '@app/programs';
import type { Pack } from '@app/programs';

import { choosePack } from '../choose-pack';
import { claimantYear } from '../claimant-year';
import { assessClaimJob } from '../claims.jobs';
import { ClaimQueries } from '../claims.queries';
import { clocksAtFiling } from '../clocks-at-filing';
import type { BegunClocks } from '../clocks-at-filing';
import { claimFacts } from '../domain/claim-facts';
import { REFERENCE_RANDOM_BITS, makeReference } from '../domain/claim-reference';
import { CLAIM_TEXTS } from '../domain/claim-texts';
import { requireClaimable } from '../domain/claimable-payments';
import type { RequestedLine } from '../domain/claimable-payments';
import { foldClocks, pendingBreaches } from '../domain/clocks';
import { nextDueAt } from '../domain/next-due';
import { NEXT_STEPS } from '../domain/next-step';
import { NOTHING_RECORDED } from '../domain/recorded-facts';
import { ClaimContactEntity } from '../persistence/claim-contact.entity';
import { ClaimLineEntity } from '../persistence/claim-line.entity';
import { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';

export interface NewClaim {
  readonly lossType: string;
  readonly lines: readonly RequestedLine[];
  readonly narrative: string;
  readonly discoveredAt: Date;
  readonly contact: {
    readonly name: string;
    readonly email: string | null;
    readonly phone: string | null;
    readonly locale: 'zh-CN' | 'en';
  };
  readonly payoutMethod: { readonly route: 'original' };
  readonly packId: string | null;
  /** Whose payments these are, when an agent files for a victim. */
  readonly claimantPartyId: string | null;
}

interface Filing {
  readonly actor: Actor;
  readonly input: NewClaim;
  readonly partyId: string;
  readonly payments: readonly PaymentEntity[];
  readonly pack: Pack;
  readonly filedAt: Date;
}

/**
 * Files a claim about payments of the claimant: reserves their amounts, pins the policy version,
 * sets the case reserve, starts the clocks and rings for the assessment, all in one transaction.
 */
@Injectable()
export class FileClaim {
  constructor(
    private readonly changeClaimed: ChangeClaimed,
    private readonly changeClaim: ChangeClaim,
    private readonly packs: PackLibrary,
    private readonly queries: ClaimQueries,
    private readonly postEvents: PostEvents,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses what `requireClaimable`, `ChangeClaimed.reserve` and `choosePack` refuse. */
  async run(tx: Tx, actor: Actor, input: NewClaim): Promise<ClaimEntity> {
    const filing = await this.check(tx, actor, input);
    await this.changeClaimed.reserve(tx, input.lines);
    const lane = laneOfId(filing.payments[0]?.id ?? '');
    const claimId = newId('clm', lane);
    const lines = input.lines.map((line, position) => ({
      lane,
      id: newId('cln', lane),
      claimId,
      position,
      paymentId: line.paymentId,
      currency: line.money.currency,
      amountMinor: line.money.amountMinor,
      awardMinor: null,
      status: 'claimed' as const,
    }));
    const reserve = await this.estimate(tx, lane, filing, lines);
    const clocks = beginClocks(filing);
    const claim = await this.insertClaim(tx, { lane, claimId, filing, reserve, clocks });
    await tx.insert(ClaimLineEntity, lines);
    await tx.insert(ClaimContactEntity, { lane, claimId, ...input.contact });
    await this.changeClaim.beginClocks(tx, claim, actor, clocks);
    await this.bookAndTell(tx, claim, actor);
    return claim;
  }

  private async check(tx: Tx, actor: Actor, input: NewClaim): Promise<Filing> {
    const partyId = claimantOf(actor, input);
    const locked = await this.changeClaimed.lock(
      tx,
      input.lines.map(({ paymentId }) => paymentId),
    );
    const payments = requireClaimable(input.lines, locked, partyId);
    const filedAt = this.clock.now();
    if (input.discoveredAt > filedAt) throw discoveredInTheFuture(input.discoveredAt);
    const paidAt = new Date(Math.min(...payments.map((payment) => payment.paidAt.getTime())));
    // A version that another process has published counts from its first moment.
    await this.packs.refresh(tx);
    const pack = choosePack(this.packs, input, { paidAt, filedAt, payments });
    return { actor, input, partyId, payments, pack, filedAt };
  }

  /** The best estimate within the policy: what the pack awards if all that is claimed is true. */
  private async estimate(
    tx: Tx,
    lane: Lane,
    filing: Filing,
    lines: readonly ClaimLineEntity[],
  ): Promise<Money> {
    const { input, payments, pack, filedAt, partyId } = filing;
    const year = claimantYear(filedAt, calendarOf(pack.calendar));
    const awardedThisYearMinor = await this.queries.awardedMinor(
      tx,
      { lane, partyId, exceptClaimId: null },
      { ...year, currency: pack.currency },
    );
    const facts = claimFacts({
      lossType: input.lossType,
      discoveredAt: input.discoveredAt,
      filedAt,
      lines: lines.map((line, index) => ({
        lineId: line.id,
        amountMinor: line.amountMinor,
        payment: payments[index] as PaymentEntity,
      })),
      awardedThisYearMinor,
      evidence: [],
      signals: [],
      recorded: NOTHING_RECORDED,
    });
    const currency = payments[0]?.currency ?? pack.currency;
    // A pack pays in its own currency only: a claim in another one is filed, and assessed at zero.
    return currency === pack.currency
      ? Money.fromJson(assess(pack, facts, filedAt).award)
      : Money.zero(currency);
  }

  private async insertClaim(
    tx: Tx,
    {
      lane,
      claimId,
      filing,
      reserve,
      clocks: { facts, rules },
    }: { lane: Lane; claimId: string; filing: Filing; reserve: Money; clocks: BegunClocks },
  ): Promise<ClaimEntity> {
    const { input, pack, filedAt } = filing;
    const claim: ClaimEntity = {
      lane,
      id: claimId,
      reference: await this.freeReference(tx, lane),
      claimantPartyId: filing.partyId,
      filedBy: filing.actor.id,
      lossType: input.lossType,
      packId: pack.packId,
      packVersion: pack.version,
      narrative: input.narrative,
      discoveredAt: input.discoveredAt,
      payoutMethod: { route: input.payoutMethod.route },
      currency: reserve.currency,
      claimedMinor: claimedIn(filing).amountMinor,
      reserveMinor: reserve.amountMinor,
      awardedMinor: null,
      decisionId: null,
      paidMinor: 0n,
      status: 'received',
      ownerId: null,
      nextStep: 'assess',
      nextBy: NEXT_STEPS.assess.by,
      nextDueAt: nextDueAt('assess', foldClocks(facts, filedAt), { now: filedAt, rules }),
      clockDueAt: pendingBreaches(facts)[0]?.at ?? null,
      escalatedAt: null,
      version: 1,
      filedAt,
      updatedAt: filedAt,
    };
    await tx.insert(ClaimEntity, claim);
    return claim;
  }

  /** References are random: now and then one is taken already, and another one is drawn. */
  private async freeReference(tx: Tx, lane: Lane): Promise<string> {
    for (;;) {
      const reference = makeReference(lane, randomInt(2 ** REFERENCE_RANDOM_BITS));
      if (!(await tx.existsBy(ClaimEntity, { lane, reference }))) return reference;
    }
  }

  private async bookAndTell(tx: Tx, claim: ClaimEntity, actor: Actor): Promise<void> {
    const claimed = Money.of(claim.claimedMinor, claim.currency);
    const reserve = Money.of(claim.reserveMinor, claim.currency);
    await this.postEvents.run(
      tx,
      [
        { code: 'E04', money: claimed },
        { code: 'E05', money: reserve },
      ],
      {
        lane: claim.lane,
        claimId: claim.id,
        actor: actor.id,
        occurredAt: claim.filedAt,
        causeId: claim.id,
        pack: `${claim.packId}@${claim.packVersion}`,
      },
    );
    await this.changeClaim.addEvent(tx, claim, actor, {
      kind: 'claim.filed',
      summary: CLAIM_TEXTS.filed(claim.reference, claimed),
    });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'claim.filed',
      objectId: claim.id,
      facts: { pack: `${claim.packId}@${claim.packVersion}`, claimed: claimed.toJson() },
    });
    await enqueue(tx, assessClaimJob, { claimId: claim.id });
  }
}

function beginClocks(filing: Filing): BegunClocks {
  const { pack, payments, input, filedAt } = filing;
  return clocksAtFiling(pack, {
    claimedMinor: claimedIn(filing).amountMinor,
    paidAt: payments.map(({ paidAt }) => paidAt),
    discoveredAt: input.discoveredAt,
    filedAt,
  });
}

function claimedIn({ input, payments, pack }: Filing): Money {
  const currency = payments[0]?.currency ?? pack.currency;
  return sumOf(
    input.lines.map(({ money }) => money),
    currency,
  );
}

function claimantOf(actor: Actor, input: NewClaim): string {
  const partyId = actor.role === 'claimant' ? actor.partyId : input.claimantPartyId;
  if (
    partyId !== null &&
    (actor.role !== 'claimant' || [null, partyId].includes(input.claimantPartyId))
  ) {
    return partyId;
  }
  throw new DomainError(
    'invalid',
    'claim.claimant_unclear',
    {
      en: 'An agent names the claimant in "claimantPartyId"; a claimant files for nobody else.',
      'zh-CN': '客服代为提交时须填写 claimantPartyId；索赔人只能为自己提交。',
    },
    { field: 'claimantPartyId' },
  );
}

function discoveredInTheFuture(discoveredAt: Date): DomainError {
  return new DomainError(
    'unprocessable',
    'claim.discovered_in_the_future',
    {
      en: 'The loss cannot have been discovered in the future. Check the date and its time zone.',
      'zh-CN': '发现损失的时间不能晚于现在，请检查日期和时区。',
    },
    { field: 'discoveredAt', saw: discoveredAt.toISOString() },
  );
}
