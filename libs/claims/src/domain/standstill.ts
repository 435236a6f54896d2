import { DomainError } from '@app/kernel';
import type { PackClock, PauseReason } from '@app/programs';

import type { ClockView } from './clocks';

/** The states of a clock in Chinese; in English their names are words. */
export const STATES_ZH: Readonly<Record<ClockView['state'], string>> = {
  running: '运行中',
  paused: '暂停中',
  met: '已完成',
  breached: '已逾期',
  stopped: '已停止',
};

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
  const { pauseReasons } = rule;
  if (pauseReasons?.some(({ id }) => id === wish.reason) === false) {
    throw unknownReason(wish.reason, pauseReasons);
  }
  if (view.state === 'running') return rule;
  throw new DomainError(
    'conflict',
    'clock.not_running',
    {
      en: `A clock that is "${view.state}" cannot be paused; it must be running.`,
      'zh-CN': `状态为“${STATES_ZH[view.state]}”的时钟不能暂停，仅运行中的可以。`,
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
      'zh-CN': `状态为“${STATES_ZH[view.state]}”的时钟不能恢复，仅暂停中的可以。`,
    },
    { state: view.state },
  );
}

/** The pack's clock and how it stands; `clock.unknown` when the claim does not have it. */
export function requireClock(
  clock: string,
  clocks: readonly PackClock[],
  views: readonly ClockView[],
): { rule: PackClock; view: ClockView } {
  const rule = clocks.find(({ id }) => id === clock);
  const view = views.find(({ id }) => id === clock);
  if (rule !== undefined && view !== undefined) return { rule, view };
  const known = views.map(({ id }) => id);
  const list = known.length === 0 ? { en: 'none', zh: '无' } : listed(known);
  throw new DomainError(
    'unprocessable',
    'clock.unknown',
    {
      en: `No clock "${clock.slice(0, 60)}" runs on this claim. There are: ${list.en}.`,
      'zh-CN': `该索赔没有时钟“${clock.slice(0, 60)}”，现有：${list.zh}。`,
    },
    { field: 'clock', saw: clock.slice(0, 60), allowed: known },
  );
}

function listed(names: readonly string[]): { en: string; zh: string } {
  return { en: names.join(', '), zh: names.join('、') };
}

function unknownReason(saw: string, reasons: readonly PauseReason[]): DomainError {
  const en = reasons.map(({ id, label }) => `${id} (${label.en})`).join(', ');
  const zh = reasons.map(({ id, label }) => `${id}（${label['zh-CN']}）`).join('、');
  return new DomainError(
    'unprocessable',
    'clock.unknown_pause_reason',
    {
      en: `The programme does not let this clock stand still for "${saw}". It may for: ${en}.`,
      'zh-CN': `按保障条款，该时钟不能以“${saw}”为由暂停，可用理由：${zh}。`,
    },
    { field: 'reason', saw, allowed: reasons.map(({ id }) => id) },
  );
}
