import { DomainError } from '@app/kernel';

/** A claim as far as it can be put off. */
export interface SnoozableClaim {
  readonly ownerId: string | null;
  readonly nextDueAt: Date | null;
  readonly clockDueAt: Date | null;
  readonly escalatedAt: Date | null;
}

/** Only the owner puts a claim off, because it is only from their own sight: `snooze.not_owner`. */
export function requireOwner(claim: SnoozableClaim, actor: { readonly id: string }): void {
  if (claim.ownerId === actor.id) return;
  throw new DomainError('conflict', 'snooze.not_owner', {
    en: 'This claim is not yours. Whoever owns it can put it off.',
    'zh-CN': '该索赔不由您负责，只有负责人可以暂缓。',
  });
}

/**
 * Refuses to put a claim off when nothing waits (`snooze.nothing_waits`), a promise on it is broken
 * (`snooze.promise_broken`), to a time that is over (`snooze.in_the_past`), or beyond the time at
 * which its next step or one of its clocks is due (`snooze.beyond_due`, which names that time).
 */
export function requireSnoozable(
  claim: SnoozableClaim,
  { until, now }: { readonly until: Date; readonly now: Date },
): void {
  if (claim.nextDueAt === null) {
    throw new DomainError('conflict', 'snooze.nothing_waits', {
      en: 'Nothing waits to be done on this claim, so that there is nothing to put off.',
      'zh-CN': '该索赔没有待办事项，无需暂缓。',
    });
  }
  if (claim.escalatedAt !== null) {
    throw new DomainError('conflict', 'snooze.promise_broken', {
      en: 'A promise on this claim is broken: it cannot be put off any more.',
      'zh-CN': '该索赔已有承诺逾期，不能再暂缓。',
    });
  }
  if (until <= now) throw notLater(until);
  const dueAt = earlier(claim.nextDueAt, claim.clockDueAt);
  if (until > dueAt) throw beyondDue(until, dueAt);
}

function earlier(one: Date, other: Date | null): Date {
  return other !== null && other < one ? other : one;
}

function notLater(until: Date): DomainError {
  return new DomainError(
    'unprocessable',
    'snooze.in_the_past',
    {
      en: 'A claim is put off until later: give a time that is still to come.',
      'zh-CN': '暂缓须至将来的时间。',
    },
    { field: 'until', saw: until.toISOString() },
  );
}

function beyondDue(until: Date, dueAt: Date): DomainError {
  const due = dueAt.toISOString();
  return new DomainError(
    'unprocessable',
    'snooze.beyond_due',
    {
      en: `Something on this claim is due at ${due}: put it off until then at most.`,
      'zh-CN': `该索赔有事项须在 ${due} 前完成，最晚只能暂缓至该时间。`,
    },
    { field: 'until', saw: until.toISOString(), dueAt: due },
  );
}
