import { WEBHOOK_STATES } from '@app/messaging';
import type { DeliveryFilter, WebhookState } from '@app/messaging';
import { PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX } from '@app/platform';

import { Flag, OneOf, PageLimit, SafeLine } from '../http/fields';
import { ListOfKinds } from './kinds';
import { Position } from './position';

const URL_LENGTH_MAX = 500;
const KINDS_MAX = 50;

export class RegisterWebhookDto {
  @SafeLine(URL_LENGTH_MAX, {
    description: 'Where events are posted: https, reached by everybody.',
  })
  url!: string;

  @ListOfKinds(KINDS_MAX)
  types!: string[];
}

export class ChangeWebhookDto extends RegisterWebhookDto {
  @Flag({ description: 'Whether events are posted there. What was missed is not posted later.' })
  enabled!: boolean;
}

export class DeliveryListDto {
  @PageLimit(PAGE_LIMIT_MAX)
  limit?: string;

  @Position()
  after?: string;

  @OneOf(WEBHOOK_STATES, { optional: true })
  state?: WebhookState;
}

/** What a query asks for. The list goes from the newest event back. */
export function deliveryFilter({ limit, after, state }: DeliveryListDto): DeliveryFilter {
  return {
    limit: limit === undefined ? PAGE_LIMIT_DEFAULT : Number(limit),
    before: after === undefined ? null : BigInt(after),
    state: state ?? null,
  };
}
