import { Injectable } from '@nestjs/common';

import { HOUSE_LANE } from '@app/kernel';
import { Money } from '@app/money';
import type { Actor, Tx } from '@app/platform';

import type { MoneyPurpose, ReceiptContent } from '../domain/receipt-proof';
import type { ReceiptProposalEntity } from '../persistence/receipt-proposal.entity';
import { PassOnRecovery } from './pass-on-recovery';
import { ReceiveRecovery } from './receive-recovery';
import { RecordContribution } from './record-contribution';
import type { NewContribution } from './record-contribution';
import { RecordReceipt } from './record-receipt';

/** Books what two persons said of money that came or was passed on, each as what it is. */
@Injectable()
export class BookProposal {
  constructor(
    private readonly recordReceipt: RecordReceipt,
    private readonly receiveRecovery: ReceiveRecovery,
    private readonly recordContribution: RecordContribution,
    private readonly passOnRecovery: PassOnRecovery,
  ) {}

  /**
   * Refuses what could not be booked now, and gives the lane in which it is proposed: of its
   * recovery or its claim, which is locked then, or of the house.
   */
  async require(tx: Tx, actor: Actor, content: ReceiptContent): Promise<number> {
    const { recoveryId, purpose } = content;
    if (recoveryId !== null) {
      const { recovery } = await this.receiveRecovery.require(tx, actor, {
        ...content,
        recoveryId,
      });
      return recovery.lane;
    }
    if (purpose?.kind === 'contribution') {
      this.recordContribution.require(contributionOf(content, purpose));
    }
    if (purpose?.kind !== 'passed_on') return HOUSE_LANE;
    const { lane } = await this.passOnRecovery.require(tx, {
      ...{ ...purpose, ...content },
      paidAt: content.receivedAt,
    });
    return lane;
  }

  /** What the operation that books it refuses. */
  async run(tx: Tx, actor: Actor, proposal: ReceiptProposalEntity): Promise<void> {
    const { id: proposalId, recoveryId, currency, amountMinor, purpose } = proposal;
    const { receivedAt, reference, sender, note } = proposal;
    const proof = { by: 'persons', proposalId } as const;
    const came = { money: Money.of(amountMinor, currency), receivedAt, reference, note };
    if (purpose?.kind === 'contribution') {
      await this.recordContribution.run(tx, actor, contributionOf(came, purpose), proof);
    } else if (purpose?.kind === 'passed_on') {
      const paid = { ...purpose, ...came, paidAt: receivedAt };
      await this.passOnRecovery.run(tx, actor, paid, proof);
    } else if (recoveryId === null) {
      await this.recordReceipt.run(tx, actor, { ...came, sender }, proof);
    } else {
      await this.receiveRecovery.run(tx, actor, { ...came, recoveryId }, proof);
    }
  }
}

function contributionOf(
  { money, receivedAt, reference }: Pick<ReceiptContent, 'money' | 'receivedAt' | 'reference'>,
  { toRail }: Extract<MoneyPurpose, { readonly kind: 'contribution' }>,
): NewContribution {
  const onRail =
    toRail === null
      ? null
      : { rail: toRail.rail, money: Money.of(BigInt(toRail.amountMinor), money.currency) };
  return { money, receivedAt, reference, toRail: onRail };
}
