import { PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX } from '@app/platform';

import { Currency, PageLimit, SafeLine } from '../http/fields';

/** Which lines of an account: its currency, how many, and after which. */
export class RegisterDto {
  static readonly LIMIT_DEFAULT = PAGE_LIMIT_DEFAULT;

  @Currency()
  currency!: string;

  @PageLimit(PAGE_LIMIT_MAX)
  limit?: string;

  @SafeLine(40, { optional: true, description: 'The "next" of the page before.' })
  after?: string;
}
