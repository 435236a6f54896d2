import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { HOUSE_LANE } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { CounterpartyQueries } from '../counterparties.queries';
import { noSuchCounterparty } from '../domain/receipt-refusals';
import { CounterpartyEntity } from '../persistence/counterparty.entity';

export interface CounterpartyChange {
  readonly id: string;
  readonly name: string;
  readonly contact: string;
}

/** Changes how a counterparty is called and reached; who it is in the books stays. */
@Injectable()
export class ChangeCounterparty {
  constructor(
    private readonly counterparties: CounterpartyQueries,
    private readonly audit: AuditTrail,
  ) {}

  /** `counterparty.not_found`. */
  async run(tx: Tx, actor: Actor, input: CounterpartyChange): Promise<CounterpartyEntity> {
    const { id, name, contact } = input;
    const counterparty = await this.counterparties.byId(tx, id);
    if (counterparty === null) throw noSuchCounterparty();
    await tx.update(CounterpartyEntity, { id }, { name, contact });
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: 'counterparty.changed',
      objectId: id,
    });
    return Object.assign(counterparty, { name, contact });
  }
}
