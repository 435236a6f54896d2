import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { proposalDigest } from '../domain/proposal-digest';
import type { ProposalContent } from '../domain/proposal-digest';
import { proposalWaits } from '../domain/recovery-refusals';
import { RecoveryProposalEntity } from '../persistence/recovery-proposal.entity';
import { RecoveryQueries } from '../recoveries.queries';
import { ChangeRecovery } from './change-recovery';
import type { LockedRecovery } from './change-recovery';

/** Writes down what one person wants of a recovery that this transaction has locked. */
@Injectable()
export class KeepProposal {
  constructor(
    private readonly changeRecovery: ChangeRecovery,
    private readonly recoveries: RecoveryQueries,
    private readonly clock: Clock,
  ) {}

  /** `recovery.proposal_waits` while another proposal does. */
  async run(
    tx: Tx,
    actor: Actor,
    locked: LockedRecovery,
    content: ProposalContent,
  ): Promise<RecoveryProposalEntity> {
    const { recovery } = locked;
    if ((await this.recoveries.waiting(tx, recovery)) !== null) throw proposalWaits();
    const { kind, money, reason, evidence } = content;
    await this.changeRecovery.apply(tx, locked, {
      actor,
      step: kind === 'write_off' ? 'propose_write_off' : 'propose_clawback',
      money,
      note: reason,
    });
    const proposal: RecoveryProposalEntity = {
      lane: recovery.lane,
      recoveryId: recovery.id,
      number: recovery.steps,
      ...{ kind, amountMinor: money.amountMinor, reason, evidence: [...evidence] },
      digest: proposalDigest(content),
      proposedBy: actor.id,
      proposedByPerson: actor.personId,
      proposedAt: this.clock.now(),
    };
    await tx.insert(RecoveryProposalEntity, proposal);
    return proposal;
  }
}
