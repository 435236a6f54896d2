import type { EventFilter } from '@app/messaging';
import { PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX } from '@app/platform';
import type { Actor } from '@app/platform';

import { Id, PageLimit, check, field } from '../http/fields';
import { isKind } from './kinds';
import { Position } from './position';

const KINDS_MAX = 20;

/** Names of kinds of events, separated by commas, in a query. */
function Kinds(): PropertyDecorator {
  return field(
    { type: String, example: 'claim.filed,payout.settled' },
    { optional: true, description: 'Only events of these kinds.' },
    check(
      'kinds',
      {
        en: `This must be 1 to ${String(KINDS_MAX)} names of events, separated by commas, such as claim.filed,payout.settled.`,
        'zh-CN': `须为以逗号分隔的 1 至 ${String(KINDS_MAX)} 个事件名称，例如 claim.filed,payout.settled。`,
      },
      (value) => {
        const kinds = typeof value === 'string' ? value.split(',') : [];
        return kinds.length >= 1 && kinds.length <= KINDS_MAX && kinds.every(isKind);
      },
    ),
  );
}

export class EventListDto {
  @PageLimit(PAGE_LIMIT_MAX)
  limit?: string;

  @Position()
  after?: string;

  @Kinds()
  types?: string;

  @Id('clm', { optional: true, description: 'Only events of this claim.' })
  claimId?: string;
}

/** What a query asks for; what it leaves out narrows nothing. */
export function eventFilter(
  { limit, after, types, claimId }: EventListDto,
  { role, id }: Pick<Actor, 'role' | 'id'>,
): EventFilter {
  return {
    limit: limit === undefined ? PAGE_LIMIT_DEFAULT : Number(limit),
    after: BigInt(after ?? '0'),
    kinds: types?.split(',') ?? [],
    claimId: claimId ?? null,
    institutionId: role === 'institution' ? id : null,
  };
}
