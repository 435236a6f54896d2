import fc from 'fast-check';

import { calendarOf, dueAfterPause, dueAt, dueBy } from '@app/programs';
import type { CalendarId, PackClock } from '@app/programs';

import {
  breakClocks,
  endClocks,
  extendClocks,
  pauseClocks,
  postponeClock,
  restartClocks,
  resumeClocks,
  startClocks,
} from './clock-moves';
import { dueOf } from './clock-rules';
import type { ClockRules } from './clock-rules';
import { foldClocks, pendingBreaches } from './clocks';
import type { ClockFact } from './clocks';
import { packClock } from './testing/clock-story';

const HOUR_MS = 3_600_000;
const START = new Date('2026-09-25T03:00:00Z');

const CLOCKS: PackClock[] = [
  packClock('decide', {
    within: '5BD',
    hardEnd: '35BD',
    variants: [{ when: 'new_account', within: '20BD' }],
  }),
  packClock('hours', { within: '72H', hardEnd: '20D' }),
  packClock('office', { within: '12BH', pausable: true }),
  packClock('months', { within: '1M', pausable: true }),
  packClock('longer', { within: '45D', extends: 'decide', onBreach: 'pay_claimant' }),
];

function rulesIn(id: CalendarId, isNew: boolean): ClockRules {
  const calendar = calendarOf(id);
  return {
    clocks: CLOCKS,
    dueAfter: (from, within) => dueAt(from, within, calendar),
    dueAfterPause: (due, pause, within) => dueAfterPause(due, pause, within, calendar),
    dueBy: (until, within) => dueBy(until, within, calendar),
    holds: () => isNew,
  };
}

const ACTS = [
  ...(['wait', 'pause', 'resume', 'postpone', 'find'] as const),
  ...(['correct', 'break', 'meet', 'stop'] as const),
] as const;
const acts = fc.array(
  fc.record({
    act: fc.constantFrom(...ACTS),
    afterMs: fc.nat(200 * HOUR_MS),
    clock: fc.constantFrom(...CLOCKS.map(({ id }) => id)),
  }),
  { maxLength: 25 },
);
const calendars = fc.constantFrom<CalendarId>('CN', 'GB-EAW', 'US-FED', 'BR-days');

interface Moment {
  readonly now: Date;
  readonly facts: readonly ClockFact[];
  readonly rules: ClockRules;
}

/** A history of a claim's clocks, as it stood after each act. */
function live(
  id: CalendarId,
  script: readonly { act: string; afterMs: number; clock: string }[],
): Moment[] {
  const moments: Moment[] = [];
  let now = START;
  let isNew = false;
  let rules = rulesIn(id, isNew);
  let facts = startClocks({ name: 'claim_received', at: now }, [], rules);
  for (const { act, afterMs, clock } of script) {
    now = new Date(now.getTime() + afterMs);
    const at = now;
    if (act === 'find') rules = rulesIn(id, (isNew = !isNew));
    const corrected = {
      name: 'claim_received',
      at: new Date(START.getTime() + (afterMs % 50) * HOUR_MS),
    } as const;
    const added: Record<string, () => ClockFact[]> = {
      pause: () => pauseClocks({ at, reason: 'victim_information', clock }, facts, rules),
      resume: () => resumeClocks({ at, clock }, facts, rules),
      postpone: () =>
        postponeClock({ clock, at, until: new Date(now.getTime() + 7 * afterMs) }, facts, rules),
      find: () => extendClocks({ at, reason: 'new_account' }, facts, rules),
      correct: () => restartClocks(corrected, facts, rules),
      break: () => breakClocks(facts, rules, at),
      meet: () => endClocks([clock], facts, { kind: 'met', at }),
      stop: () => endClocks([clock], facts, { kind: 'stopped', at }),
    };
    facts = [...facts, ...(added[act]?.() ?? [])];
    moments.push({ now, facts, rules });
  }
  return moments;
}

/** Checks something after each act of any history. */
function always(check: (moment: Moment, before: Moment | undefined) => void): void {
  fc.assert(
    fc.property(calendars, acts, (id, script) => {
      const moments = live(id, script);
      moments.forEach((moment, index) => check(moment, moments[index - 1]));
    }),
    { numRuns: 60 },
  );
}

const laterThan = (at: Date | null, other: Date | null): boolean =>
  at !== null && other !== null && at > other;

describe('the clocks of any claim, whatever happens to it', () => {
  it('are due no earlier than they start, and no later than their hard end', () => {
    always(({ facts, now }) => {
      for (const { startedAt, dueAt: due, hardEndAt } of foldClocks(facts, now)) {
        expect(laterThan(startedAt, due)).toBe(false);
        expect(laterThan(due, hardEndAt)).toBe(false);
      }
    });
  });

  it('do not run past their hard end, however often they stand still', () => {
    always(({ facts, now }) => {
      const overdue = foldClocks(facts, now).filter(({ hardEndAt }) => laterThan(now, hardEndAt));
      const standing = overdue.filter(({ state }) => state === 'running' || state === 'paused');
      expect(standing).toEqual([]);
    });
  });

  it('stay broken, met or stopped once they are', () => {
    always(({ facts, now }, before) => {
      const known = before?.facts ?? [];
      // Until it is recorded as broken, it may turn out to have started later than we knew.
      const corrected = facts.slice(known.length).filter(({ kind }) => kind === 'started');
      const open = pendingBreaches(known).filter(({ clock }) =>
        corrected.some((fact) => fact.clock === clock),
      );
      const settled = foldClocks(known, before?.now ?? now).filter(
        ({ id, state }) =>
          !['running', 'paused'].includes(state) && !open.some(({ clock }) => clock === id),
      );
      const views = foldClocks(facts, now).map(({ id, state }) => `${id} ${state}`);
      expect(views).toEqual(
        expect.arrayContaining(settled.map(({ id, state }) => `${id} ${state}`)),
      );
    });
  });

  it('look alike from their facts, read back from where they were stored', () => {
    always(({ facts, now }) => {
      const read = JSON.parse(JSON.stringify(facts), (key, value: unknown) =>
        key === 'at' || (key.endsWith('At') && value !== null) ? new Date(String(value)) : value,
      ) as ClockFact[];
      expect(foldClocks(read, now)).toEqual(foldClocks(facts, now));
    });
  });

  it('look alike whether a broken promise was recorded yet or not', () => {
    always(({ facts, now, rules }) => {
      const recorded = [...facts, ...breakClocks(facts, rules, now)];
      const told = foldClocks(facts, now).map(({ id, state, brokenAt }) => [id, state, brokenAt]);
      const views = foldClocks(recorded, now).map(({ id, state, brokenAt }) => [
        id,
        state,
        brokenAt,
      ]);
      expect(views.slice(0, told.length)).toEqual(told);
    });
  });

  it('are recorded as broken once, when they broke, and then nothing is left to be recorded', () => {
    always(({ facts, now, rules }) => {
      const recorded = [...facts, ...breakClocks(facts, rules, now)];
      const breaches = recorded.filter(({ kind }) => kind === 'breached');
      expect(new Set(breaches.map(({ clock }) => clock)).size).toBe(breaches.length);
      expect(breaches.every(({ at }) => at < now)).toBe(true);
      expect(pendingBreaches(recorded).filter(({ at }) => at < now)).toEqual([]);
      expect(breakClocks(recorded, rules, now)).toEqual([]);
    });
  });

  it('that are still to be kept are due when their whole history says', () => {
    always(({ facts, now, rules }) => {
      for (const { id, state, dueAt: due } of foldClocks(facts, now)) {
        const rule = rules.clocks.find((clock) => clock.id === id);
        if (rule === undefined || !['running', 'paused'].includes(state)) continue;
        expect(due).toEqual(dueOf(rule, facts, rules));
      }
    });
  });

  it('that are promised in hours are put off by exactly as long as they stood still', () => {
    always(({ facts, now }) => {
      const hours = foldClocks(facts, now).find(({ id }) => id === 'hours');
      if (hours?.state !== 'running') return;
      const own = facts.filter(({ clock }) => clock === 'hours');
      // What a person gave it until is no matter of how long it stood still.
      if (own.some(({ kind }) => kind === 'extended')) return;
      const pauses = own.filter(({ kind }) => kind === 'paused');
      const ends = own.filter(({ kind }) => kind === 'resumed');
      const restedMs = pauses.reduce((sum, { at }, index) => {
        const from = Math.max(at.getTime(), hours.startedAt.getTime());
        return sum + Math.max(0, (ends[index]?.at.getTime() ?? from) - from);
      }, 0);
      const unmoved = hours.startedAt.getTime() + 72 * HOUR_MS + restedMs;
      const latest = hours.hardEndAt?.getTime() ?? Infinity;
      expect(hours.dueAt?.getTime()).toBe(Math.min(unmoved, latest));
    });
  });
});
