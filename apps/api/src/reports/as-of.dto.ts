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
export function asOfWish({ asOf, basis = 'booked' }: AsOfDto): TurnoverWish {
  return asOf === undefined ? {} : { asOf: new Date(asOf), basis };
}
