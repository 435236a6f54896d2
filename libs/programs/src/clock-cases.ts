import { isInstant } from './check-facts';
import { located, problem } from './checks/pack-problem';
import type { PackProblem } from './checks/pack-problem';
import { clockTimes } from './domain/clock-times';
import type { ClockHistory, ClockTimes } from './domain/clock-times';
import type { ClaimEvent } from './domain/events';
import type { Pack, PackClock } from './domain/pack';
import type { ReadFacts } from './domain/read-facts';

/** What has happened to the clocks of a case, beyond its facts. Times are of RFC 3339. */
export interface CaseHistory {
  /** The claim's own steps; milestones and payments are among the facts. */
  readonly events?: Readonly<Partial<Record<ClaimEvent, string>>>;
  /** In the order of time, by clock. */
  readonly pauses?: readonly CasePause[];
}

interface CasePause {
  readonly clock: string;
  readonly reason: string;
  readonly from: string;
  readonly to: string;
}

/** The times of one clock that a case expects; what is left out may be anything. */
export interface ExpectedClock {
  readonly clock: string;
  /** `null`: it does not start. */
  readonly startsAt?: string | null;
  /** `null`: there is no figure. */
  readonly dueAt?: string | null;
  readonly hardEndAt?: string | null;
}

const TIMES = ['startsAt', 'dueAt', 'hardEndAt'] as const;

/**
 * Where the clocks of a case come out otherwise than it expects, and what in its history could not
 * have happened under the pack: each with its JSON path below `path`, the place of the case. Times
 * are compared as instants, in whatever zone they are written.
 */
export function clockDifferences(
  path: string,
  one: CaseHistory & { readonly clocks: readonly ExpectedClock[] },
  { pack, facts }: { readonly pack: Pack; readonly facts: ReadFacts },
): PackProblem[] {
  const unfit = [...historyProblems(path, one), ...unusedProblems(path, one)];
  if (unfit.length > 0) return unfit;
  const history = readHistory(one);
  return [
    ...located(`${path}.pauses`, one.pauses ?? []).flatMap(({ path: place, entry }, index) =>
      pauseProblems(place, entry, { pack, facts, history: before(history, index) }),
    ),
    ...located(`${path}.expect.clocks`, one.clocks).flatMap(({ path: place, entry }) => {
      const clock = pack.clocks.find(({ id }) => id === entry.clock);
      if (clock === undefined) return [noSuchClock(`${place}.clock`, entry.clock, pack)];
      return timeDifferences(place, entry, clockTimes(clock, pack, { facts, history }));
    }),
  ];
}

function timeDifferences(path: string, expected: ExpectedClock, saw: ClockTimes): PackProblem[] {
  return TIMES.flatMap((field) => {
    const wanted = expected[field];
    if (wanted === undefined) return [];
    if (wanted !== null && !isInstant(wanted)) return [noSuchTime(`${path}.${field}`, wanted)];
    const [wish, got] = [wanted === null ? null : new Date(wanted), saw[field]].map(shown);
    if (wish === got) return [];
    return [
      problem(
        `${path}.${field}`,
        `Expected ${String(wish)}, and ${String(got)} came out.`,
        `预期 ${String(wish)}，结果是 ${String(got)}。`,
      ),
    ];
  });
}

function shown(time: Date | null | undefined): string {
  return JSON.stringify(time ?? null);
}

/** Times that are none, and pauses that end before they begin. */
function historyProblems(path: string, { events = {}, pauses = [] }: CaseHistory): PackProblem[] {
  const times = [
    ...Object.entries(events).map(([name, at]): [string, string] => [`${path}.events.${name}`, at]),
    ...located(`${path}.pauses`, pauses).flatMap(({ path: place, entry }): [string, string][] => [
      [`${place}.from`, entry.from],
      [`${place}.to`, entry.to],
    ]),
  ];
  const impossible = times.filter(([, text]) => !isInstant(text));
  if (impossible.length > 0) return impossible.map(([place, text]) => noSuchTime(place, text));
  return located(`${path}.pauses`, pauses)
    .filter(({ entry: { from, to } }) => new Date(to) <= new Date(from))
    .map(({ path: place, entry: { from, to } }) =>
      problem(
        `${place}.to`,
        `We saw ${to}, which does not come after ${from}; a pause ends after it begins.`,
        `收到的是 ${to}，并不晚于 ${from}；暂停的结束须晚于开始。`,
      ),
    );
}

/** A history that no clock is looked at for says nothing. */
function unusedProblems(
  path: string,
  { events, pauses, clocks }: CaseHistory & { readonly clocks: readonly ExpectedClock[] },
): PackProblem[] {
  if (clocks.length > 0 || (events === undefined && pauses === undefined)) return [];
  return [
    problem(
      `${path}.expect`,
      'The events and pauses of a case matter to its clocks only; write expect.clocks, or take them out.',
      '用例的 events 与 pauses 只影响时钟；请填写 expect.clocks，或删除它们。',
    ),
  ];
}

function readHistory({ events = {}, pauses = [] }: CaseHistory): ClockHistory {
  return {
    events: new Map(Object.entries(events).map(([name, at]) => [name as ClaimEvent, new Date(at)])),
    pauses: pauses.map(({ clock, from, to }) => ({
      clock,
      from: new Date(from),
      to: new Date(to),
    })),
  };
}

/** What had happened when the pause of this index began. */
function before({ events, pauses }: ClockHistory, index: number): ClockHistory {
  return { events, pauses: pauses.slice(0, index) };
}

/** A pause that no claim under the pack could have. */
function pauseProblems(
  path: string,
  pause: CasePause,
  given: { readonly pack: Pack; readonly facts: ReadFacts; readonly history: ClockHistory },
): PackProblem[] {
  const clock = given.pack.clocks.find(({ id }) => id === pause.clock);
  if (clock === undefined) return [noSuchClock(`${path}.clock`, pause.clock, given.pack)];
  const unfit = reasonProblems(path, pause, clock);
  if (unfit.length > 0 || runsAt(new Date(pause.from), clock, given)) return unfit;
  return [standsOrEnded(path, pause)];
}

function reasonProblems(path: string, pause: CasePause, clock: PackClock): PackProblem[] {
  if (!clock.pausable) {
    const en = `The clock "${pause.clock}" is not pausable; take the pause out.`;
    return [problem(`${path}.clock`, en, `时钟“${pause.clock}”不可暂停，请删除该暂停。`)];
  }
  const reasons = clock.pauseReasons?.map(({ id }) => id) ?? [pause.reason];
  if (reasons.includes(pause.reason)) return [];
  return [
    problem(
      `${path}.reason`,
      `We saw "${pause.reason}"; "${pause.clock}" may stand still for ${reasons.join(', ')}.`,
      `收到的是“${pause.reason}”；“${pause.clock}”可暂停的理由：${reasons.join('、')}。`,
    ),
  ];
}

/** Whether a clock has started by an instant, does not stand still then, and is not broken. */
function runsAt(
  at: Date,
  clock: PackClock,
  {
    pack,
    facts,
    history,
  }: { readonly pack: Pack; readonly facts: ReadFacts; readonly history: ClockHistory },
): boolean {
  const { startsAt, dueAt } = clockTimes(clock, pack, { facts, history });
  const stands = history.pauses.some((pause) => pause.clock === clock.id && at < pause.to);
  return startsAt !== null && startsAt <= at && (dueAt === null || at <= dueAt) && !stands;
}

function standsOrEnded(path: string, { clock, from }: CasePause): PackProblem {
  return problem(
    `${path}.from`,
    `We saw ${from}, when "${clock}" does not run; write a time between its start and its due time, after the pauses before.`,
    `收到的是 ${from}，此时“${clock}”并未运行；请填写其开始与期限之间、且晚于此前暂停的时间。`,
  );
}

function noSuchClock(path: string, saw: string, { clocks }: Pack): PackProblem {
  const names = clocks.map(({ id }) => id);
  return problem(
    path,
    `There is no clock "${saw}" in this pack; name one of ${names.join(', ')}.`,
    `本包没有时钟“${saw}”；可选：${names.join('、')}。`,
  );
}

function noSuchTime(path: string, saw: string): PackProblem {
  return problem(
    path,
    `We saw "${saw}"; write a time of RFC 3339 with its zone, such as 2026-11-23T08:00:00Z.`,
    `收到的是“${saw}”；请使用带时区的 RFC 3339 时间，例如 2026-11-23T08:00:00Z。`,
  );
}
