import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsDefined, ValidateBy } from 'class-validator';

import { inBothLanguages } from '@app/platform';

/** A whole number, such as a count of bytes; never an amount of money. */
export function WholeNumber(
  { min, max }: { readonly min: number; readonly max: number },
  description: string,
): PropertyDecorator {
  const message = inBothLanguages({
    en: `This must be a whole number from ${String(min)} to ${String(max)}.`,
    'zh-CN': `须为 ${String(min)} 至 ${String(max)} 之间的整数。`,
  });
  const isRight = (value: unknown): boolean =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
  return applyDecorators(
    ApiProperty({ type: 'integer', minimum: min, maximum: max, required: true, description }),
    IsDefined({ message }),
    ValidateBy({ name: 'wholeNumber', validator: { validate: isRight } }, { message }),
  );
}
