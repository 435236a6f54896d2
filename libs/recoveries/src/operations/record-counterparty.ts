import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, DomainError, HOUSE_LANE, newId } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { CounterpartyQueries } from '../counterparties.queries';
import type { CounterpartyKind } from '../domain/recovery';
import { CounterpartyEntity } from '../persistence/counterparty.entity';

export interface NewCounterparty {
  readonly name: string;
  readonly kind: CounterpartyKind;
  readonly contact: string;
  readonly party: string | null;
}

/** Records whom we may recover money from. */
@Injectable()
export class RecordCounterparty {
  constructor(
    private readonly counterparties: CounterpartyQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** `counterparty.party_taken` where another one is that party of packs already. */
  async run(tx: Tx, actor: Actor, input: NewCounterparty): Promise<CounterpartyEntity> {
    const { party } = input;
    if (party !== null && (await this.counterparties.forParty(tx, party)) !== null) {
      throw partyTaken(party);
    }
    const counterparty: CounterpartyEntity = {
      id: newId('cpt', HOUSE_LANE),
      ...input,
      recordedBy: actor.id,
      recordedAt: this.clock.now(),
    };
    await tx.insert(CounterpartyEntity, counterparty);
    const { id, kind } = counterparty;
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: 'counterparty.recorded',
      objectId: id,
      facts: { kind, party },
    });
    return counterparty;
  }
}

function partyTaken(party: string): DomainError {
  return new DomainError(
    'conflict',
    'counterparty.party_taken',
    {
      en: `Another counterparty is "${party}" already where nobody says otherwise. Leave "party" out here.`,
      'zh-CN': `已有其他对方默认作为“${party}”，此处请不要填写 party。`,
    },
    { field: 'party', saw: party },
  );
}
