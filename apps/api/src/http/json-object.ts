import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { IsObject } from 'class-validator';

import { inBothLanguages } from '@app/platform';

/**
 * A required object whose inside somebody else checks: by a schema of its own, which the
 * documentation shows, or as the description says in words.
 */
export function JsonObject({
  description,
  schema = { additionalProperties: true },
}: {
  readonly description: string;
  readonly schema?: object;
}): PropertyDecorator {
  const message = inBothLanguages({ en: 'This must be an object.', 'zh-CN': '须为对象。' });
  const property = { ...schema, type: 'object', description };
  return applyDecorators(ApiProperty(property as ApiPropertyOptions), IsObject({ message }));
}
