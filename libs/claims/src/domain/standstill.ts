import { DomainError } from '@app/kernel';
import type { PackClock } from '@app/programs';

import type { ClockView } from './clocks';

/**
 * Refuses to pause a clock that the claim does not have (`clock.unknown`), that may not stop
 * (`clock.not_pausable`), not for this reason (`clock.unknown_pause_reason`, with those that it may
 * stop for) or that does not run (`clock.not_running`). Returns the pack's clock.
 */
export function requirePausable(
  wish: { readonly clock: string; readonly reason: string },
  clocks: readonly PackClock[],
  views: readonly ClockView[],
): PackClock {
  const { rule, view } = requireClock(wish.clock, clocks, views);
  if (!rule.pausable) {
    throw new DomainError('conflict', 'clock.not_pausable', {
      en: `The programme does not let "${rule.label.en}" stand still.`,
      'zh-CN': `按保障条款，“${rule.label['zh-CN']}”不可暂停计时。`,
    });
  }
  const allowed = rule.pauseReasons ?? [wish.reason];
  if (!allowed.includes(wish.reason)) throw unknownReason(wish.reason, allowed);
  if (view.state === 'running') return rule;
  throw new DomainError(
    'conflict',
    'clock.not_running',
    {
      en: `A clock that is "${view.state}" cannot be paused; it must be running.`,
      'zh-CN': `状态为“${view.state}”的时钟不能暂停，仅运行中的可以。`,
    },
    { state: view.state },
  );
}

/** Refuses to resume a clock that the claim does not have, or that does not stand still. */
export function requirePaused(
  clock: string,
  clocks: readonly PackClock[],
  views: readonly ClockView[],
): PackClock {
  const { rule, view } = requireClock(clock, clocks, views);
  if (view.state === 'paused') return rule;
  throw new DomainError(
    'conflict',
    'clock.not_paused',
    {
      en: `A clock that is "${view.state}" cannot go on; it must be paused.`,
      'zh-CN': `状态为“${view.state}”的时钟不能恢复，仅暂停中的可以。`,
    },
    { state: view.state },
  );
}

function requireClock(
  clock: string,
  clocks: readonly PackClock[],
  views: readonly ClockView[],
): { rule: PackClock; view: ClockView } {
  const rule = clocks.find(({ id }) => id === clock);
  const view = views.find(({ id }) => id === clock);
  if (rule !== undefined && view !== undefined) return { rule, view };
  const known = views.map(({ id }) => id).join(', ');
  throw new DomainError(
    'unprocessable',
    'clock.unknown',
    {
      en: `No clock "${clock.slice(0, 60)}" runs on this claim. There are: ${known}.`,
      'zh-CN': `该索赔没有时钟“${clock.slice(0, 60)}”，现有：${known}。`,
    },
    { field: 'clock', saw: clock.slice(0, 60), allowed: views.map(({ id }) => id) },
  );
}

function unknownReason(saw: string, allowed: readonly string[]): DomainError {
  const list = allowed.join(', ');
  return new DomainError(
    'unprocessable',
    'clock.unknown_pause_reason',
    {
      en: `The programme does not let this clock stand still for "${saw}". It may for: ${list}.`,
      'zh-CN': `按保障条款，该时钟不能以“${saw}”为由暂停，可用理由：${list}。`,
    },
    { field: 'reason', saw, allowed },
  );
}
