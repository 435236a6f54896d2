import { PAYMENT_EVENTS } from '../domain/pack';
import type { EventName, Pack, PackClock } from '../domain/pack';
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
    ...lateProblems(clock),
  ]);
}

/** A promise without a figure shows and never breaks, so that nothing can hang on its length. */
function promptProblems({ path, entry: clock }: LocatedClock): PackProblem[] {
  if (clock.within !== null) return [];
  const unused = (['variants', 'hardEnd', 'extends', 'latePays'] as const).filter(
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

/** The claim's own life, in the order in which it goes. */
const LIFE: readonly EventName[] = [
  'claim_received',
  'documents_complete',
  'decided',
  'approved',
  'paid',
];
/** They happen to a claim, and end nothing: whoever waits for them would wait for good. */
const ENDS_NOTHING: readonly EventName[] = [
  ...PAYMENT_EVENTS,
  ...(['claim_received', 'information_requested', 'appealed'] as const),
];

/** What keeps a promise comes after what it runs from. */
function endProblems({ path, entry: { from, until } }: LocatedClock): PackProblem[] {
  if (until === undefined) return unkeptProblems(path, from);
  const isBefore = LIFE.includes(from) && LIFE.includes(until) && after(from, until);
  if (until !== from && !isBefore && !ENDS_NOTHING.includes(until)) return [];
  return [
    problem(
      `${path}.until`,
      `We saw "${until}", which does not come after "${from}", or is nothing that is done; write the event that keeps the promise.`,
      `收到的是“${until}”，它不在“${from}”之后，或不表示任何事项已完成；请填写表示承诺已履行的事件。`,
    ),
  ];
}

/** Without an end of its own a promise ends with the decision, which may be over by then. */
function unkeptProblems(path: string, from: EventName): PackProblem[] {
  if (from !== 'decided' && from !== 'paid') return [];
  return [
    problem(
      `${path}.until`,
      `A clock that runs from "${from}" without "until" waits for the decision, which has been; write the event that keeps the promise.`,
      `从“${from}”开始而没有 until 的时钟会等待已作出的决定；请填写表示承诺已履行的事件。`,
    ),
  ];
}

function after(event: EventName, other: EventName): boolean {
  return LIFE.indexOf(event) > LIFE.indexOf(other);
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
  if (extended.within === null) return [neverBroken(path, extended)];
  return lengthProblems({ path, entry: clock }, extended);
}

function neverBroken(path: string, { id }: PackClock): PackProblem {
  return problem(
    `${path}.extends`,
    `This clock would never run, because "${id}" has no figure and is never broken; give that one a time, or take "extends" out.`,
    `该时钟永远不会开始，因为“${id}”没有明确期限，不会逾期；请为其填写期限，或删除 extends。`,
  );
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

/** What a broken promise pays is something, and no more than the most that it pays. */
function lateProblems({ path, entry: { latePays } }: LocatedClock): PackProblem[] {
  if (latePays === undefined) return [];
  const { fixedMinor, perDayMinor, upToMinor } = latePays;
  const figures = [fixedMinor, perDayMinor].filter((figure) => figure !== undefined);
  if (figures.length === 0) {
    return [
      problem(
        `${path}.latePays`,
        'It says the most that a late promise pays, and not what it pays; write fixedMinor, perDayMinor or both.',
        '只写了逾期补偿的上限，没有写补偿金额；请填写 fixedMinor、perDayMinor 或两者。',
      ),
    ];
  }
  return figures
    .filter((figure) => BigInt(figure) > BigInt(upToMinor))
    .map((figure) =>
      problem(
        `${path}.latePays.upToMinor`,
        `We saw ${upToMinor}, which is less than the ${figure} that it is the most of.`,
        `收到的是 ${upToMinor}，低于其应封顶的 ${figure}。`,
      ),
    );
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
