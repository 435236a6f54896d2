import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy, ValidateIf } from 'class-validator';

import { isId } from '@app/kernel';
import { PAGE_LIMIT_MAX, inBothLanguages } from '@app/platform';
import { QUEUE_VIEWS } from '@app/review';
import type { QueueView } from '@app/review';

import { Id, OneOf, PageLimit, SafeLine } from '../http/fields';

/** Longer than any cursor and any list of what a page shows. */
const CURSOR_LENGTH_MAX = 400;

/** Which list, and whose claims only. */
class QueueListDto {
  @OneOf(QUEUE_VIEWS, { optional: true, description: 'Default: all.' })
  view?: QueueView;

  @Id('usr', { optional: true, description: 'Whose claims; for "mine" by default your own.' })
  owner?: string;
}

export class QueueDto extends QueueListDto {
  @PageLimit(PAGE_LIMIT_MAX)
  limit?: string;

  @SafeLine(CURSOR_LENGTH_MAX, { optional: true, description: 'The "next" of the page before.' })
  after?: string;
}

export class QueueNewsDto extends QueueListDto {
  @SafeLine(CURSOR_LENGTH_MAX, {
    description: 'The "asOf" of the page that is shown, or its "next".',
  })
  since!: string;

  @ShownIds()
  shown?: string;
}

/** The ids of a page in a query. */
function ShownIds(): PropertyDecorator {
  const message = inBothLanguages({
    en: `These must be ids of at most ${String(PAGE_LIMIT_MAX)} claims with commas between them.`,
    'zh-CN': `须为以逗号分隔的索赔编号，最多 ${String(PAGE_LIMIT_MAX)} 个。`,
  });
  const isRight = (value: unknown): boolean => {
    const ids = typeof value === 'string' ? value.split(',') : [];
    return ids.length >= 1 && ids.length <= PAGE_LIMIT_MAX && ids.every((id) => isId(id, 'clm'));
  };
  return applyDecorators(
    ApiProperty({
      type: String,
      required: false,
      description: 'The ids of the claims that are shown: they are no news, but may be gone.',
    }),
    ValidateIf((_object: object, value: unknown) => value !== undefined),
    ValidateBy({ name: 'shownIds', validator: { validate: isRight } }, { message }),
  );
}
