import { DomainError } from '@app/kernel';

/**
 * Refuses a span of time that ends before it begins (`programs.span_reversed`): it would compare
 * nothing, and look like an answer.
 */
export function requireSpan({ from, to }: { from: Date | null; to: Date | null }): void {
  if (from === null || to === null || from < to) return;
  throw new DomainError(
    'unprocessable',
    'programs.span_reversed',
    {
      en: `The span from ${from.toISOString()} to ${to.toISOString()} holds no time: "to" has to be later than "from".`,
      'zh-CN': `时间段 ${from.toISOString()} 至 ${to.toISOString()} 无效：to 须晚于 from。`,
    },
    { field: 'to', saw: to.toISOString() },
  );
}
