import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, ValidateNested } from 'class-validator';

import { inBothLanguages } from '@app/platform';

import { check, described, field } from './fields';
import type { FieldOptions } from './fields';

/** How many objects a list has, and by which of their fields no two of them may be alike. */
export interface ListSize {
  readonly min: number;
  readonly max: number;
  readonly uniqueBy?: string;
}

/** A list of objects. One object where a list is meant is refused, and so is a list in a list. */
export function ListOf(
  type: () => new () => object,
  size: ListSize,
  options: FieldOptions = {},
): PropertyDecorator {
  const { uniqueBy } = size;
  const range = `${String(size.min)} to ${String(size.max)}`;
  const text = {
    en: `This must be a list of ${range} objects.`,
    'zh-CN': `须为 ${String(size.min)} 至 ${String(size.max)} 个对象的列表。`,
  };
  const message = inBothLanguages(text);
  return field(
    {
      type: described(type),
      isArray: true,
      minItems: size.min,
      maxItems: size.max,
      ...(uniqueBy === undefined ? {} : { uniqueItems: true }),
    },
    options,
    ...(uniqueBy === undefined ? [] : [eachOnce(uniqueBy)]),
    IsArray({ message }),
    // class-validator goes through lists in lists, and lets an empty one among them pass.
    check('listOfObjects', text, (value) => Array.isArray(value) && !value.some(Array.isArray)),
    ArrayMinSize(size.min, { message }),
    ArrayMaxSize(size.max, { message }),
    ValidateNested({ each: true, message }),
    Type(type),
  );
}

/** What is no list of objects is refused by other checks. */
function eachOnce(name: string): PropertyDecorator {
  return check(
    'eachOnce',
    {
      en: `Each "${name}" may stand in this list once.`,
      'zh-CN': `列表中每个 ${name} 只能出现一次。`,
    },
    (value) => {
      const named = (Array.isArray(value) ? value : []).map(
        (item: Readonly<Record<string, unknown>> | null) => item?.[name],
      );
      return new Set(named).size === named.length || named.includes(undefined);
    },
  );
}
