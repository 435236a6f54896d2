import { GOODWILL_GROUNDS } from '@app/payouts';
import type { GoodwillGround } from '@app/payouts';

import { Nested, OneOf, SafeText } from '../http/fields';
import { MoneyDto } from '../http/money.dto';

export class ProposeGoodwillDto {
  @OneOf(GOODWILL_GROUNDS, {
    description:
      'By our own wish, or what the programme pays because a promise was not kept in time.',
  })
  ground!: GoodwillGround;

  @Nested(() => MoneyDto, {
    optional: true,
    description: 'How much, of goodwill; left out for lateness, of which the programme says it.',
  })
  money?: MoneyDto;

  @SafeText(2_000, { description: 'The claimant is told it.' })
  reason!: string;
}
