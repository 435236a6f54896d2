import { DomainError } from '@app/kernel';

import { SafeLine } from '../http/fields';

/** Between which sizes of the log. */
export class ConsistencyDto {
  @SafeLine(16, { description: 'The size of the earlier checkpoint.' })
  from!: string;

  @SafeLine(16, {
    optional: true,
    description: 'The size of the later one; the latest without it.',
  })
  to?: string;
}

/** Reads the size of a log from a query. Refuses what is not a whole number that JSON can carry. */
export function readLogSize(text: string, field: string): number {
  const size = /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(size)) return size;
  throw new DomainError(
    'invalid',
    'ledger.bad_log_size',
    {
      en: `"${field}" must be the size of a checkpoint in digits, not "${text}".`,
      'zh-CN': `${field} 须为检查点的大小（数字），而不是“${text}”。`,
    },
    { field, saw: text },
  );
}
