import { Injectable } from '@nestjs/common';

import { FundGuarantee, requireContributed } from '@app/accounting';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import type { ReceiptProof } from '../domain/receipt-proof';
import { requirePast } from '../domain/require-past';
import { TakeBankReference } from './take-bank-reference';

/** What the company paid into the fund, as the bank has it. */
export interface NewContribution {
  readonly money: Money;
  readonly receivedAt: Date;
  readonly reference: string;
  /** How much of it goes on to a rail at once. */
  readonly toRail: { readonly rail: string; readonly money: Money } | null;
}

/** Takes a contribution to the fund into the books (E01, E22), once for a number of the bank. */
@Injectable()
export class RecordContribution {
  constructor(
    private readonly standing: AccountStanding,
    private readonly takeReference: TakeBankReference,
    private readonly fundGuarantee: FundGuarantee,
    private readonly clock: Clock,
  ) {}

  /** What `require`, `FundGuarantee` and `TakeBankReference` refuse. */
  async run(
    tx: Tx,
    actor: Actor,
    input: NewContribution,
    proof: ReceiptProof,
  ): Promise<{ id: string; journalIds: string[] }> {
    await this.standing.require(tx, actor);
    this.require(input);
    const { money, toRail } = input;
    const booked = await this.fundGuarantee.run(tx, { actor, money, toRail });
    await this.takeReference.run(tx, { ...input, usedBy: booked.id, recoveryId: null, proof });
    return booked;
  }

  /** `fund.more_than_contributed`, and `recovery.in_the_future`. */
  require({ money, receivedAt, toRail }: NewContribution): void {
    requirePast('receivedAt', receivedAt, this.clock.now());
    requireContributed(money, toRail?.money ?? null);
  }
}
