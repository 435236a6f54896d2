import { PAYER_EVENT_KINDS } from '@app/payments';
import type { PayerEventKind, PayerEventRecord } from '@app/payments';

import { Instant, OneOf, SafeLine } from '../http/fields';
import { ListOf } from '../http/list-of';

/** Something that happened to a payer's account, as an institution reports it. */
export class PayerEventDto {
  @SafeLine(100, {
    description: 'Who reports it. With "sourceId" the natural key among the events of this payer.',
  })
  source!: string;

  @SafeLine(100)
  sourceId!: string;

  @OneOf(PAYER_EVENT_KINDS)
  kind!: PayerEventKind;

  @Instant({ description: 'When it happened.' })
  at!: string;
}

export class RecordPayerEventsDto {
  @ListOf(() => PayerEventDto, { min: 1, max: 1_000 })
  events!: PayerEventDto[];
}

/** The request's words in the lib's. */
export function payerEventRecord({ source, sourceId, kind, at }: PayerEventDto): PayerEventRecord {
  return { source, sourceId, kind, at: new Date(at) };
}
