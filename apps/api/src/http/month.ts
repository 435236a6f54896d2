import { check, field } from './fields';
import type { FieldOptions } from './fields';

const MONTH = /^20\d\d-(0[1-9]|1[0-2])$/;

/** A month of this century, by UTC. */
export function Month(options: FieldOptions = {}): PropertyDecorator {
  return field(
    { type: String, pattern: MONTH.source, example: '2026-11' },
    options,
    check(
      'month',
      {
        en: 'This must be a month of the years 2000 to 2099, such as 2026-11.',
        'zh-CN': '须为 2000 至 2099 年间的月份，例如 2026-11。',
      },
      (value) => typeof value === 'string' && MONTH.test(value),
    ),
  );
}
