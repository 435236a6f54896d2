import { Injectable } from '@nestjs/common';

import type { ClaimEntity, ClaimLineEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import { ChangeClaimed } from '@app/payments';
import type { Tx } from '@app/platform';
import type { Pack } from '@app/programs';

import { AwardQueries } from '../award.queries';
import { EXPOSURE_DAYS } from '../domain/exposure';
import type { WeighedAward } from '../domain/exposure';
import { eyesNeeded } from '../eyes-needed';
import type { EyesNeeded } from '../eyes-needed';

const DAY_MS = 24 * 3_600_000;

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
export class WeighAward {
  constructor(
    private readonly changeClaimed: ChangeClaimed,
    private readonly awards: AwardQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * Until the transaction ends nobody else is awarded anything that adds up with this. The claim
   * must be locked; what is read about awards counts only when it is read after this.
   */
  async hold(
    tx: Tx,
    { claimantPartyId, payoutMethod }: Pick<ClaimEntity, 'claimantPartyId' | 'payoutMethod'>,
    lines: readonly Pick<ClaimLineEntity, 'paymentId'>[],
  ): Promise<void> {
    const holds = [
      `award ${claimantPartyId}`,
      ...(payoutMethod.route === 'account' ? [`award payee ${payoutMethod.accountKey}`] : []),
    ];
    for (const hold of holds.sort()) {
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [hold]);
    }
    await this.changeClaimed.lock(
      tx,
      lines.map(({ paymentId }) => paymentId),
    );
  }

  /** Weighs an award of a claim that this transaction holds. */
  async run(tx: Tx, claim: ClaimEntity, weighing: Weighing): Promise<EyesNeeded> {
    const { pack, award, lines, ...given } = weighing;
    const earlier = await this.awards.earlier(tx, claim, {
      paymentIds: lines.map(({ paymentId }) => paymentId),
      since: new Date(this.clock.now().getTime() - EXPOSURE_DAYS * DAY_MS),
    });
    return eyesNeeded(pack, { award, lines, earlier }, given);
  }
}
