import { DomainError } from '@app/kernel';

/** Refuses a time that has yet to come: `recovery.in_the_future`. */
export function requirePast(field: string, at: Date, now: Date): void {
  if (at <= now) return;
  throw new DomainError(
    'unprocessable',
    'recovery.in_the_future',
    {
      en: 'Money that is recorded has come or gone. This time lies in the future: check the date and its time zone.',
      'zh-CN': '登记的款项须已收付，该时间晚于现在，请检查日期和时区。',
    },
    { field, saw: at.toISOString() },
  );
}
