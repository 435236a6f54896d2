import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
import type { BusinessCalendar, PackClock } from '@app/programs';

import { withinOf } from './clock-rules';
import type { ClockRules } from './clock-rules';
import { wallTime } from './clock-texts';
import type { ClockView } from './clocks';
import { STATES_ZH, requireClock } from './standstill';

/**
 * Refuses to give a clock more time by hand: one that the claim does not have (`clock.unknown`),
 * that has no hard end in the pack (`clock.not_extendable`: without one nothing says how far), that
 * does not run (`clock.not_running`), not to later than it is due anyway (`clock.not_later`), or
 * past its hard end (`clock.past_hard_end`, with the last moment). Returns the pack's clock.
 */
export function requireExtendable(
  wish: { readonly clock: string; readonly until: Date },
  rules: ClockRules & { readonly calendar: BusinessCalendar },
  views: readonly ClockView[],
): PackClock {
  const { rule, view } = requireClock(wish.clock, rules.clocks, views);
  const within = withinOf(rule, rules);
  const { dueAt, hardEndAt } = view;
  if (within === null || dueAt === null || hardEndAt === null) throw notExtendable(rule.label);
  if (view.state !== 'running') throw notRunning(view.state);
  const due = rules.dueBy(wish.until, within);
  const time = (at: Date): string => wallTime(at, rules.calendar);
  if (due > hardEndAt) throw pastHardEnd(due, hardEndAt, time);
  if (due <= dueAt) throw notLater(due, dueAt, time);
  return rule;
}

function notExtendable(label: Bilingual): DomainError {
  return new DomainError('conflict', 'clock.not_extendable', {
    en: `The programme sets no last moment for "${label.en}", so nobody can give it more time.`,
    'zh-CN': `保障条款没有为“${label['zh-CN']}”规定最终期限，因此不能延长。`,
  });
}

function notRunning(state: ClockView['state']): DomainError {
  return new DomainError(
    'conflict',
    'clock.not_running',
    {
      en: `A clock that is "${state}" cannot be given more time; it must be running.`,
      'zh-CN': `状态为“${STATES_ZH[state]}”的时钟不能延长，仅运行中的可以。`,
    },
    { state },
  );
}

function notLater(due: Date, dueAt: Date, time: (at: Date) => string): DomainError {
  return new DomainError(
    'unprocessable',
    'clock.not_later',
    {
      en: `We saw ${time(due)}, and it is due ${time(dueAt)} anyway. Write a later time.`,
      'zh-CN': `收到的是 ${time(due)}，而现有期限为 ${time(dueAt)}。请填写更晚的时间。`,
    },
    { field: 'until', saw: due.toISOString(), dueAt: dueAt.toISOString() },
  );
}

function pastHardEnd(due: Date, hardEndAt: Date, time: (at: Date) => string): DomainError {
  return new DomainError(
    'unprocessable',
    'clock.past_hard_end',
    {
      en: `We saw ${time(due)}, which is past the last moment that the programme allows. Write ${time(hardEndAt)} at the latest.`,
      'zh-CN': `收到的是 ${time(due)}，晚于保障条款允许的最终期限。最晚可填写 ${time(hardEndAt)}。`,
    },
    { field: 'until', saw: due.toISOString(), hardEndAt: hardEndAt.toISOString() },
  );
}
