import { Injectable } from '@nestjs/common';

import { ClaimQueries, OwedAward } from '@app/claims';
import type { ClaimEntity, ClaimLineEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import { ChangeClaimed } from '@app/payments';
import type { PaymentEntity } from '@app/payments';
import type { Tx } from '@app/platform';
import type { Pack } from '@app/programs';

import { AwardQueries } from './award.queries';
import { EXPOSURE_DAYS } from '../domain/exposure';
import type { WeighedAward } from '../domain/exposure';
import { ONE_PAIR_OF_EYES, eyesNeeded } from './eyes-needed';
import type { EyesNeeded } from './eyes-needed';

const DAY_MS = 24 * 3_600_000;

/** A line of a claim with its payment, which this transaction has locked. */
export interface HeldLine {
  readonly line: ClaimLineEntity;
  readonly payment: PaymentEntity;
}

export interface Weighing {
  readonly pack: Pack;
  readonly award: WeighedAward['award'];
  readonly lines: WeighedAward['lines'];
  readonly evidenceWaived: boolean;
  readonly signalsClean: boolean;
}

/**
 * How many people an award needs, by all that its claimant, its payee and its payments were awarded
 * in 30 days. Awards that add up are made one after the other, so that no two of them can both stay
 * below a limit.
 */
@Injectable()
export class AwardWeigher {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly changeClaimed: ChangeClaimed,
    private readonly awards: AwardQueries,
    private readonly owedAward: OwedAward,
    private readonly clock: Clock,
  ) {}

  /**
   * Until the transaction ends nobody else is awarded anything that adds up with this. The claim
   * must be locked; what is read about awards counts only when it is read after this. Returns the
   * lines of the claim with their payments, so that nobody has to read them again.
   */
  async hold(tx: Tx, claim: ClaimEntity): Promise<HeldLine[]> {
    const { claimantPartyId, payoutMethod } = claim;
    const holds = [
      `award ${claimantPartyId}`,
      ...(payoutMethod.route === 'account' ? [`award payee ${payoutMethod.accountKey}`] : []),
    ];
    for (const hold of holds.sort()) {
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [hold]);
    }
    const lines = await this.claims.lines(tx, claim);
    const payments = await this.changeClaimed.lock(
      tx,
      lines.map(({ paymentId }) => paymentId),
    );
    return lines.map((line, index) => {
      const payment = payments[index] ?? null;
      if (payment === null) throw new Error(`Claim line ${line.id} has no payment.`);
      return { line, payment };
    });
  }

  /**
   * Weighs an award of a claim that this transaction holds. One person may decide that nothing is
   * added, unless money of the award came back and leaves again by this decision.
   */
  async weigh(tx: Tx, claim: ClaimEntity, weighing: Weighing): Promise<EyesNeeded> {
    const { pack, award, lines, ...given } = weighing;
    const isAdded = award.amountMinor !== (claim.awardedMinor ?? 0n);
    if (!isAdded && !(await this.owedAward.isOwed(tx, claim))) return ONE_PAIR_OF_EYES;
    const earlier = await this.awards.earlier(tx, claim, {
      paymentIds: lines.map(({ paymentId }) => paymentId),
      since: new Date(this.clock.now().getTime() - EXPOSURE_DAYS * DAY_MS),
    });
    return eyesNeeded(pack, { award, lines, earlier }, given);
  }
}
