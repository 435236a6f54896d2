import { PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX } from '@app/platform';
import type { PageRequest } from '@app/platform';

import { Cursor, PageLimit } from './fields';

/** Where in a list: how many, and after which. */
export class PageDto {
  @PageLimit(PAGE_LIMIT_MAX)
  limit?: string;

  @Cursor()
  after?: string;
}

export function pageRequest(query: PageDto): PageRequest {
  return {
    limit: query.limit === undefined ? PAGE_LIMIT_DEFAULT : Number(query.limit),
    ...(query.after === undefined ? {} : { after: query.after }),
  };
}
