import type { Bilingual } from '@app/kernel';

import type { UnknownReason } from './payout-rail';

/** What one error code of a rail means to us. A code that is not listed means `unlisted_code`. */
export interface RailErrorMeaning {
  /** `final`: never paid under this key. `not_found`: the answer of a query. Else: unknown, why. */
  readonly meaning: 'final' | 'not_found' | UnknownReason;
  readonly text: Bilingual;
}

/** A map, not an object, so that a code such as `constructor` finds nothing. */
export type RailErrorTable = ReadonlyMap<string, RailErrorMeaning>;
