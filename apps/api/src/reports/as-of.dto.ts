import { DomainError } from '@app/kernel';
import type { TurnoverWish } from '@app/ledger';

import { Instant, OneOf } from '../http/fields';

/** A moment up to which the books count. */
export class AsOfDto {
  @Instant({ optional: true, description: 'Up to and including this moment; default: all.' })
  asOf?: string;

  @OneOf(['booked', 'effective'], {
    optional: true,
    description: 'Whether asOf is a time of booking (default) or of effect.',
  })
  basis?: 'booked' | 'effective';
}

/** What the query asks the books for. */
export function asOfWish({ asOf, basis }: AsOfDto): TurnoverWish {
  if (asOf !== undefined) return { asOf: new Date(asOf), basis: basis ?? 'booked' };
  if (basis === undefined) return {};
  throw new DomainError(
    'invalid',
    'request.invalid',
    {
      en: '"basis" says which time "asOf" means: give both, or neither.',
      'zh-CN': 'basis 用于说明 asOf 的含义，请同时填写或都不填写。',
    },
    { field: 'basis' },
  );
}
