import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsDefined, ValidateBy } from 'class-validator';

import { isId } from '@app/kernel';
import type { IdPrefix } from '@app/kernel';
import { inBothLanguages } from '@app/platform';

/** A list of ids of our records, none of them twice. Whether they exist is another question. */
export function ListOfIds(prefix: IdPrefix, lengthMax: number): PropertyDecorator {
  const message = inBothLanguages({
    en: `This must be a list of 1 to ${String(lengthMax)} ids that begin with "${prefix}_", each of them once.`,
    'zh-CN': `须为 1 至 ${String(lengthMax)} 个以“${prefix}_”开头且不重复的编号的列表。`,
  });
  const isRight = (value: unknown): boolean =>
    Array.isArray(value) &&
    value.length >= 1 &&
    value.length <= lengthMax &&
    new Set(value).size === value.length &&
    value.every((item) => typeof item === 'string' && isId(item, prefix));
  return applyDecorators(
    ApiProperty({
      type: String,
      isArray: true,
      minItems: 1,
      maxItems: lengthMax,
      uniqueItems: true,
      required: true,
      example: [`${prefix}_01kb2r8n2pe7v9w3k5x1t4q6ya`],
    }),
    IsDefined({ message }),
    ValidateBy({ name: 'listOfIds', validator: { validate: isRight } }, { message }),
  );
}
