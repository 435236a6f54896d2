import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsDefined, ValidateBy } from 'class-validator';

import { inBothLanguages } from '@app/platform';

const KIND = /^[a-z][a-z_]{0,40}\.[a-z][a-z_]{0,40}$/;

/** Whether a text has the form of a name of events, such as `claim.filed`. */
export function isKind(text: unknown): boolean {
  return typeof text === 'string' && KIND.test(text);
}

/** A list of names of kinds of events, none of them twice; an empty one stands for all. */
export function ListOfKinds(lengthMax: number): PropertyDecorator {
  const message = inBothLanguages({
    en: `This must be a list of at most ${String(lengthMax)} names of events such as claim.filed, each of them once; an empty list stands for all.`,
    'zh-CN': `须为至多 ${String(lengthMax)} 个不重复的事件名称（如 claim.filed）的列表，空列表表示全部。`,
  });
  const isRight = (value: unknown): boolean =>
    Array.isArray(value) &&
    value.length <= lengthMax &&
    new Set(value).size === value.length &&
    value.every(isKind);
  return applyDecorators(
    ApiProperty({
      type: String,
      isArray: true,
      minItems: 0,
      maxItems: lengthMax,
      uniqueItems: true,
      required: true,
      example: ['claim.filed', 'payout.settled'],
    }),
    IsDefined({ message }),
    ValidateBy({ name: 'listOfKinds', validator: { validate: isRight } }, { message }),
  );
}
