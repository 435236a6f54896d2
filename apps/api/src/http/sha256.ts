import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsDefined, ValidateBy } from 'class-validator';

import { inBothLanguages } from '@app/platform';

const SHA256 = /^[0-9a-f]{64}$/;

/** Whether a text is a SHA-256 as we write it. */
export function isSha256(text: string): boolean {
  return SHA256.test(text);
}

/** The SHA-256 of a file, in small hexadecimal digits. */
export function Sha256(): PropertyDecorator {
  const message = inBothLanguages({
    en: 'This must be the SHA-256 of the file: 64 digits 0 to 9 and a to f (sha256sum FILE).',
    'zh-CN': '须为文件的 SHA-256：64 位小写十六进制数字（sha256sum 文件）。',
  });
  const isRight = (value: unknown): boolean => typeof value === 'string' && isSha256(value);
  return applyDecorators(
    ApiProperty({ type: String, pattern: SHA256.source, required: true }),
    IsDefined({ message }),
    ValidateBy({ name: 'sha256', validator: { validate: isRight } }, { message }),
  );
}
