import type { PackClock, PauseReason } from '@app/programs';

import type { ClockRules } from '../clock-rules';
import type { ClockEventKind, ClockFact } from '../clocks';

const START_MS = Date.UTC(2026, 10, 20, 2);
const HOUR_MS = 3_600_000;

/** So many hours after the story begins. */
export const hour = (hours: number): Date => new Date(START_MS + hours * HOUR_MS);

/**
 * Facts of a clock in short: `started+10` at hour 0, due at hour 10; `started+10!35` with a hard
 * end at hour 35; `paused@3`; `resumed@5+12`; `met@9`. Of another clock: `forward:met@9`.
 */
export function story(...texts: readonly string[]): ClockFact[] {
  return texts.flatMap((text) => text.split(' ')).map(toldFact);
}

const FACT = /^(?:(\w+):)?([a-z]+)(?:@(-?[\d.]+))?(?:\+([\d.]+))?(?:!([\d.]+))?(?:=(\w+))?$/;

function toldFact(text: string): ClockFact {
  const [, clock = 'decide', kind, at = '0', due, hardEnd, reason] = FACT.exec(text) ?? [];
  if (kind === undefined) throw new Error(`Not a fact: ${text}`);
  return {
    clock,
    kind: kind as ClockEventKind,
    at: hour(Number(at)),
    dueAt: due === undefined ? null : hour(Number(due)),
    hardEndAt: hardEnd === undefined ? null : hour(Number(hardEnd)),
    reason: reason ?? null,
  };
}

/** Facts as they are told: what a test says it got, in the words in which it said what it gave. */
export function told(facts: readonly ClockFact[]): string[] {
  const hours = (at: Date): string => String((at.getTime() - START_MS) / HOUR_MS);
  return facts.map(({ clock, kind, at, dueAt, hardEndAt, reason }) =>
    [
      clock === 'decide' ? '' : `${clock}:`,
      kind,
      hours(at) === '0' ? '' : `@${hours(at)}`,
      dueAt === null ? '' : `+${hours(dueAt)}`,
      hardEndAt === null ? '' : `!${hours(hardEndAt)}`,
      reason === null ? '' : `=${reason}`,
    ].join(''),
  );
}

/** A clock of a pack: ten hours from receipt, pausable, unless wished otherwise. */
export function packClock(id: string, wish: Partial<PackClock> = {}): PackClock {
  return {
    id,
    from: 'claim_received',
    within: '10H',
    pausable: true,
    onBreach: 'escalate',
    label: { en: id, 'zh-CN': id },
    ...wish,
  };
}

/** Reasons for which a clock may stand still, each with words of its own. */
export function pauseReasons(...ids: readonly string[]): PauseReason[] {
  return ids.map((id) => ({ id, label: { en: `because of ${id}`, 'zh-CN': `因为 ${id}` } }));
}

/** Rules whose hours are hours; these circumstances are established. */
export function rulesOf(
  clocks: readonly PackClock[],
  ...established: readonly string[]
): ClockRules {
  return {
    clocks,
    dueAfter: (from, within) =>
      new Date(from.getTime() + Number(within.replace('H', '')) * HOUR_MS),
    dueAfterPause: (due, { from, to }) => new Date(due.getTime() + to.getTime() - from.getTime()),
    dueBy: (until) => until,
    holds: (condition) => typeof condition === 'string' && established.includes(condition),
  };
}
