import { DomainError } from '@app/kernel';

/** What institutions know of a payer's account, and claims are seen beside. */
export const PAYER_EVENT_KINDS = [
  'account_opened',
  'phone_changed',
  'password_reset',
  'device_added',
  'payee_added',
  'payout_account_changed',
] as const;
export type PayerEventKind = (typeof PAYER_EVENT_KINDS)[number];

/** That something happened to a payer's account, as an institution reports it. */
export interface PayerEventRecord {
  /** Who reports it. With `sourceId` the natural key among the events of one payer. */
  readonly source: string;
  readonly sourceId: string;
  readonly kind: PayerEventKind;
  readonly at: Date;
}

/** Clocks of two houses differ by seconds, never by minutes. */
const CLOCK_DIFFERENCE_MS = 60_000;

/** Refuses what has yet to happen; null when the report is sound. */
export function payerEventProblem({ at }: PayerEventRecord, now: Date): DomainError | null {
  if (at.getTime() <= now.getTime() + CLOCK_DIFFERENCE_MS) return null;
  return new DomainError(
    'unprocessable',
    'payer_event.in_the_future',
    {
      en: 'What is reported of a payer has happened. This time lies in the future: check the date and its time zone.',
      'zh-CN': '报送的账户事件须已发生，该时间晚于现在，请检查日期和时区。',
    },
    { field: 'at', saw: at.toISOString() },
  );
}

/** What was reported before under this key says something else: nothing is changed. */
export function payerEventConflict({ source, sourceId }: PayerEventRecord): DomainError {
  return new DomainError(
    'conflict',
    'payer_event.conflict',
    {
      en: `Event "${sourceId}" of "${source}" was reported before with another kind or time. Nothing was changed.`,
      'zh-CN': `来源“${source}”的事件“${sourceId}”此前已报送且类型或时间不同，未作任何更改。`,
    },
    { sourceId },
  );
}
