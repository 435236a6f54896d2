import { Injectable } from '@nestjs/common';

import { Money } from '@app/money';
import type { Actor, Tx } from '@app/platform';

import { bookedOutstandingMinor } from '../domain/recovery';
import type { RecoveryEntity } from '../persistence/recovery.entity';
import { ChangeRecovery } from './change-recovery';
import { KeepProposal } from './keep-proposal';

export interface WriteOffWish {
  readonly recoveryId: string;
  readonly reason: string;
}

/** Proposes to give up what is outstanding of a recovery; another person has to approve it. */
@Injectable()
export class ProposeWriteOff {
  constructor(
    private readonly changeRecovery: ChangeRecovery,
    private readonly keepProposal: KeepProposal,
  ) {}

  /** `recovery.proposal_waits` while another proposal does. */
  async run(tx: Tx, actor: Actor, { recoveryId, reason }: WriteOffWish): Promise<RecoveryEntity> {
    const locked = await this.changeRecovery.lock(tx, actor, recoveryId);
    const { recovery } = locked;
    this.changeRecovery.require('propose_write_off', recovery);
    const money = Money.of(bookedOutstandingMinor(recovery), recovery.currency);
    await this.keepProposal.run(tx, actor, locked, {
      ...{ kind: 'write_off', recoveryId, money, reason, evidence: [] },
    });
    return recovery;
  }
}
