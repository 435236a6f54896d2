import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsDefined,
  IsIn,
  IsObject,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

import { isId, visibleText } from '@app/kernel';
import type { Bilingual, IdPrefix } from '@app/kernel';
import { isCurrency } from '@app/money';
import { inBothLanguages } from '@app/platform';

import { instantOf } from './instant';

export interface FieldOptions {
  /** May be left out. `null` is not the same as leaving it out, and is refused. */
  readonly optional?: boolean;
  readonly description?: string;
}

/** A field of a request: its schema for the documentation, its checks, its presence. */
export function field(
  schema: ApiPropertyOptions,
  options: FieldOptions,
  ...checks: PropertyDecorator[]
): PropertyDecorator {
  const optional = options.optional === true;
  const presence = optional
    ? ValidateIf((_object: object, value: unknown) => value !== undefined)
    : IsDefined({ message: inBothLanguages(MISSING) });
  const described = options.description === undefined ? {} : { description: options.description };
  return applyDecorators(
    ApiProperty({ ...schema, ...described, required: !optional } as ApiPropertyOptions),
    presence,
    ...checks,
  );
}

const MISSING: Bilingual = { en: 'This field is missing.', 'zh-CN': '缺少该字段。' };

export function check(
  name: string,
  text: Bilingual,
  isRight: (value: unknown) => boolean,
): PropertyDecorator {
  return ValidateBy({ name, validator: { validate: isRight } }, { message: inBothLanguages(text) });
}

/** Control characters, overrides of direction and invisible characters have no place in a name. */
const UNSAFE_IN_LINE = /[\p{Cc}\p{Surrogate}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
const UNSAFE_IN_TEXT = /[\p{Surrogate}\u202a-\u202e\u2066-\u2069\ufeff]|(?![\n\r\t])\p{Cc}/u;

/** One line of text that people typed. `lengthMax` counts characters. */
export function SafeLine(lengthMax: number, options: FieldOptions = {}): PropertyDecorator {
  return field(
    { type: String, minLength: 1, maxLength: lengthMax },
    options,
    check('safeLine', textRule(lengthMax, 'one line of text', '单行'), (value) =>
      isText(value, lengthMax, UNSAFE_IN_LINE),
    ),
  );
}

/** Text of several lines that people typed. */
export function SafeText(lengthMax: number, options: FieldOptions = {}): PropertyDecorator {
  return field(
    { type: String, minLength: 1, maxLength: lengthMax },
    options,
    check('safeText', textRule(lengthMax, 'text', ''), (value) =>
      isText(value, lengthMax, UNSAFE_IN_TEXT),
    ),
  );
}

/** A reason that nobody sees is none. */
function isText(value: unknown, lengthMax: number, unsafe: RegExp): boolean {
  // A character has two halves at most: what is far too long is looked at no closer.
  if (typeof value !== 'string' || value.length > 2 * lengthMax) return false;
  return [...value].length <= lengthMax && visibleText(value) !== '' && !unsafe.test(value);
}

function textRule(lengthMax: number, en: string, zh: string): Bilingual {
  return {
    en: `This must be ${en} of 1 to ${String(lengthMax)} characters, not blank, without control characters.`,
    'zh-CN': `须为 1 至 ${String(lengthMax)} 个字符的${zh}文本，不能为空白，不能含控制字符。`,
  };
}

/** The id of one of our records. Whether it exists is another question. */
export function Id(prefix: IdPrefix, options: FieldOptions = {}): PropertyDecorator {
  return field(
    {
      type: String,
      pattern: `^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`,
      example: `${prefix}_01kb2r8n2pe7v9w3k5x1t4q6ya`,
    },
    options,
    check(
      'id',
      {
        en: `This must be an id that begins with "${prefix}_".`,
        'zh-CN': `须为以“${prefix}_”开头的编号。`,
      },
      (value) => typeof value === 'string' && isId(value, prefix),
    ),
  );
}

/** The `next` of a page: the id of the last item on it. */
export function Cursor(): PropertyDecorator {
  return field(
    { type: String, maxLength: 40, description: 'The "next" of the page before.' },
    { optional: true },
    check(
      'cursor',
      {
        en: 'This must be the "next" of the page before, as it was given.',
        'zh-CN': '须原样填写上一页返回的 next。',
      },
      (value) => typeof value === 'string' && isId(value),
    ),
  );
}

/**
 * An amount in minor units as a string of at most 15 digits, above zero unless `zero` is allowed. A
 * longer one is a typing error; with these, no sum over a claim leaves PostgreSQL's `bigint`.
 */
export function MinorAmount(
  options: FieldOptions & { readonly zero?: boolean } = {},
): PropertyDecorator {
  const pattern = options.zero === true ? /^(0|[1-9]\d{0,14})$/ : /^[1-9]\d{0,14}$/;
  return field(
    { type: String, pattern: pattern.source, example: '19900' },
    options,
    check(
      'minorAmount',
      {
        en: 'This must be minor units as a string of at most 15 digits, such as "19900" for 199.00 CNY; no sign, point or leading zero.',
        'zh-CN':
          '须为以最小货币单位表示的数字字符串（最多 15 位），例如 199.00 元写作 "19900"，不带符号、小数点或前导零。',
      },
      (value) => typeof value === 'string' && pattern.test(value),
    ),
  );
}

export function Currency(options: FieldOptions = {}): PropertyDecorator {
  return field(
    { type: String, pattern: '^[A-Z]{3}$', example: 'CNY' },
    options,
    check(
      'currency',
      {
        en: 'This must be a currency code of ISO 4217 in capitals, such as CNY.',
        'zh-CN': '须为大写的 ISO 4217 货币代码，例如 CNY。',
      },
      (value) => typeof value === 'string' && isCurrency(value),
    ),
  );
}

const INSTANT_MS_MIN = Date.UTC(2000, 0, 1);
const INSTANT_MS_MAX = Date.UTC(2201, 0, 1) - 1;

/** An instant with its zone: a time without a zone is eight hours wrong for somebody. */
export function Instant(options: FieldOptions = {}): PropertyDecorator {
  return field(
    { type: String, format: 'date-time', example: '2026-11-20T09:30:00+08:00' },
    options,
    check(
      'instant',
      {
        en: 'This must be a time of RFC 3339 with its zone, such as 2026-11-20T09:30:00+08:00.',
        'zh-CN': '须为带时区的 RFC 3339 时间，例如 2026-11-20T09:30:00+08:00。',
      },
      (value) => instantOf(value) !== null,
    ),
    check(
      'instantRange',
      {
        en: 'This must be a time in the years 2000 to 2200, by UTC.',
        'zh-CN': '须为 2000 年至 2200 年（UTC）之间的时间。',
      },
      (value) => {
        const ms = instantOf(value);
        return ms === null || (ms >= INSTANT_MS_MIN && ms <= INSTANT_MS_MAX);
      },
    ),
  );
}

export function OneOf(values: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  const list = values.join(', ');
  return field(
    { type: String, enum: [...values] },
    options,
    IsIn(values, {
      message: inBothLanguages({
        en: `This must be one of: ${list}.`,
        'zh-CN': `须为以下之一：${list}。`,
      }),
    }),
  );
}

export function Flag(options: FieldOptions = {}): PropertyDecorator {
  return field(
    { type: Boolean },
    options,
    IsBoolean({
      message: inBothLanguages({
        en: 'This must be true or false.',
        'zh-CN': '须为 true 或 false。',
      }),
    }),
  );
}

/** An object with fields of its own. A list where an object is meant is refused. */
export function Nested(
  type: () => new () => object,
  options: FieldOptions = {},
): PropertyDecorator {
  const message = inBothLanguages({ en: 'This must be an object.', 'zh-CN': '须为对象。' });
  return field(
    { type: described(type) },
    options,
    check(
      'isPlainObject',
      { en: 'This must be an object.', 'zh-CN': '须为对象。' },
      (value) => !Array.isArray(value),
    ),
    IsObject({ message }),
    ValidateNested({ message }),
    Type(type),
  );
}

/** The documentation takes a function for a class unless its name is "type". */
export function described(type: () => new () => object): () => new () => object {
  return { type: () => type() }.type;
}

/** A whole number in the query of a list. */
export function PageLimit(limitMax: number): PropertyDecorator {
  return field(
    { type: Number, minimum: 1, maximum: limitMax },
    { optional: true },
    check(
      'pageLimit',
      {
        en: `This must be a whole number from 1 to ${String(limitMax)}.`,
        'zh-CN': `须为 1 至 ${String(limitMax)} 的整数。`,
      },
      (value) =>
        typeof value === 'string' && /^[1-9]\d{0,3}$/.test(value) && Number(value) <= limitMax,
    ),
  );
}
