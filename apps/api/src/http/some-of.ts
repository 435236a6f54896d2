import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsDefined, ValidateBy } from 'class-validator';

import { inBothLanguages } from '@app/platform';

/** A list of some of these values, each of them once. `min` of them at least. */
export function SomeOf(
  values: readonly string[],
  { min, description }: { readonly min: number; readonly description: string },
): PropertyDecorator {
  const list = values.join(', ');
  const message = inBothLanguages({
    en: `This must be a list of at least ${String(min)} of these, each of them once: ${list}.`,
    'zh-CN': `须为列表，至少 ${String(min)} 项，取自以下各项且不重复：${list}。`,
  });
  const isRight = (value: unknown): boolean =>
    Array.isArray(value) &&
    value.length >= min &&
    new Set(value).size === value.length &&
    value.every((item) => typeof item === 'string' && values.includes(item));
  return applyDecorators(
    ApiProperty({
      type: String,
      enum: [...values],
      isArray: true,
      minItems: min,
      maxItems: values.length,
      uniqueItems: true,
      required: true,
      description,
    }),
    IsDefined({ message }),
    ValidateBy({ name: 'someOf', validator: { validate: isRight } }, { message }),
  );
}
