import { Injectable } from '@nestjs/common';

import { ChangeClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import type { Tx } from '@app/platform';

import type { HeldCredit } from '../credit.queries';
import type { CreditAction } from '../domain/credit-action';
import { EndCredit } from './end-credit';
import { FinaliseCredit } from './finalise-credit';

/** Draws from what became of a claim what becomes of its credit. */
@Injectable()
export class ConcludeCredit {
  constructor(
    private readonly finaliseCredit: FinaliseCredit,
    private readonly endCredit: EndCredit,
    private readonly changeClaim: ChangeClaim,
  ) {}

  /** The claim and the orders of its credit must be locked by this transaction. */
  async run(
    tx: Tx,
    claim: ClaimEntity,
    held: HeldCredit,
    action: Exclude<CreditAction, 'grant'>,
  ): Promise<void> {
    switch (action) {
      case 'make_final':
        await this.finaliseCredit.run(tx, claim, held);
        return;
      case 'announce':
        await this.endCredit.announce(tx, claim, held);
        return;
      case 'keep':
        // The bell of its end rings for nobody now.
        await this.changeClaim.tendCredit(tx, claim, null);
        await this.endCredit.keep(tx, claim, held);
        return;
      case 'take_back':
        await this.endCredit.takeBack(tx, claim, held);
        return;
      case 'drop':
        await this.endCredit.drop(tx, held);
        return;
      case 'none':
    }
  }
}
