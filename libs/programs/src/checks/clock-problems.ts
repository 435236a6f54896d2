import { PAYMENT_EVENTS } from '../domain/pack';
import type { Pack, PackClock } from '../domain/pack';
import { nominalLength } from './nominal-length';
import { located, problem } from './pack-problem';
import type { PackProblem } from './pack-problem';

interface LocatedClock {
  readonly path: string;
  readonly entry: PackClock;
}

/** Clocks that could not run as they are written, and fields that would never be looked at. */
export function clockProblems(pack: Pack): PackProblem[] {
  return located('$.clocks', pack.clocks).flatMap((clock) => [
    ...promptProblems(clock),
    ...pauseProblems(clock),
    ...endProblems(clock),
    ...extensionProblems(clock, pack),
    ...effectProblems(clock, pack),
  ]);
}

/** A promise without a figure shows and never breaks, so that nothing can hang on its length. */
function promptProblems({ path, entry: clock }: LocatedClock): PackProblem[] {
  if (clock.within !== null) return [];
  const unused = (['variants', 'hardEnd', 'extends'] as const).filter(
    (field) => clock[field] !== undefined,
  );
  return [
    ...unused.map((field) => neverUsed(`${path}.${field}`, 'within is null', 'within 为 null')),
    ...(clock.onBreach === 'escalate'
      ? []
      : [
          neverUsed(
            `${path}.onBreach`,
            'within is null; write "escalate"',
            'within 为 null；请写“escalate”',
          ),
        ]),
  ];
}

function pauseProblems({ path, entry: clock }: LocatedClock): PackProblem[] {
  if (clock.pausable) return hardEndProblems({ path, entry: clock });
  const unused = (['pauseReasons', 'hardEnd'] as const).filter(
    (field) => clock[field] !== undefined,
  );
  return unused.map((field) =>
    neverUsed(`${path}.${field}`, 'the clock is not pausable', '该时钟不可暂停'),
  );
}

function hardEndProblems({ path, entry: { within, variants, hardEnd } }: LocatedClock) {
  if (hardEnd === undefined) return [];
  const durations = [within, ...(variants ?? []).map((variant) => variant.within)];
  return durations
    .filter((duration) => duration !== null)
    .filter((duration) => nominalLength(hardEnd) < nominalLength(duration))
    .map((duration) =>
      problem(
        `${path}.hardEnd`,
        `We saw ${hardEnd}, which is shorter than ${duration}; the hard end is the longest that the clock may take.`,
        `收到的是 ${hardEnd}，短于 ${duration}；hardEnd 是该时钟的最长期限。`,
      ),
    );
}

/** What keeps a promise comes after what it runs from. */
function endProblems({ path, entry: { from, until } }: LocatedClock): PackProblem[] {
  const paymentEvents: readonly string[] = PAYMENT_EVENTS;
  if (until === undefined || (until !== from && !paymentEvents.includes(until))) return [];
  return [
    problem(
      `${path}.until`,
      `We saw "${until}", which does not come after "${from}"; write the event that keeps the promise.`,
      `收到的是“${until}”，它不在“${from}”之后；请填写表示承诺已履行的事件。`,
    ),
  ];
}

function extensionProblems({ path, entry: clock }: LocatedClock, { clocks }: Pack): PackProblem[] {
  if (clock.extends === undefined) return [];
  const extended = clocks.find(({ id }) => id === clock.extends);
  if (extended === undefined) {
    return [
      problem(
        `${path}.extends`,
        `There is no clock "${clock.extends}" in this pack; name one of ${namesOf(clocks, ', ')}.`,
        `本包没有时钟“${clock.extends}”；可选：${namesOf(clocks, '、')}。`,
      ),
    ];
  }
  const circle = circleFrom(clock, clocks);
  if (circle !== null) {
    return [
      problem(
        `${path}.extends`,
        `The clocks extend each other in a circle (${circle.join(' → ')}); one of them must stand by itself.`,
        `时钟相互接续成环（${circle.join(' → ')}）；其中一个须独立。`,
      ),
    ];
  }
  return lengthProblems({ path, entry: clock }, extended);
}

/** A clock takes the place of another one to give more time than that. */
function lengthProblems({ path, entry: clock }: LocatedClock, extended: PackClock): PackProblem[] {
  if (clock.from !== extended.from || clock.within === null || extended.within === null) return [];
  if (nominalLength(clock.within) > nominalLength(extended.within)) return [];
  return [
    problem(
      `${path}.within`,
      `We saw ${clock.within}, which is no longer than the ${extended.within} of "${extended.id}" that it extends.`,
      `收到的是 ${clock.within}，并不比所接续的“${extended.id}”的 ${extended.within} 更长。`,
    ),
  ];
}

/** The ids from a clock back to itself, or null when they end. */
function circleFrom(clock: PackClock, clocks: readonly PackClock[]): string[] | null {
  const seen = [clock.id];
  let next = clock.extends;
  while (next !== undefined) {
    if (next === clock.id) return [...seen, next];
    // A circle further on is reported by the clocks that are in it.
    if (seen.includes(next)) return null;
    seen.push(next);
    next = clocks.find(({ id }) => id === seen.at(-1))?.extends;
  }
  return null;
}

function effectProblems({ path, entry: { onBreach } }: LocatedClock, pack: Pack): PackProblem[] {
  if (onBreach !== 'provisional_credit' || pack.provisional !== null) return [];
  return [
    problem(
      `${path}.onBreach`,
      'A breach credits money provisionally, but $.provisional is null; say there on what terms.',
      '超时后先行垫付，但 $.provisional 为 null；请在那里写明垫付条件。',
    ),
  ];
}

function namesOf(clocks: readonly PackClock[], separator: string): string {
  return clocks.map(({ id }) => id).join(separator);
}

/** A field that no rule would ever look at. */
function neverUsed(path: string, because: string, zhBecause: string): PackProblem {
  return problem(
    path,
    `This is never used, because ${because}; take it out or mend the other.`,
    `该字段不会被使用，因为${zhBecause}；请删除或修改另一处。`,
  );
}
