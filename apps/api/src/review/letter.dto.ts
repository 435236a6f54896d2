import { LOCALES } from '@app/review';
import type { Locale } from '@app/review';

import { OneOf } from '../http/fields';

export class LetterDto {
  @OneOf(['html', 'pdf'], { optional: true, description: 'A page unless it says otherwise.' })
  format?: 'html' | 'pdf';

  @OneOf(LOCALES, { optional: true, description: "The claimant's language when left out." })
  locale?: Locale;
}
