import { isCalendarDay } from '@app/kernel';

import type { Pack } from '../domain/pack';
import { amountProblems, thresholdsBeyondCap } from './amount-problems';
import { clockProblems } from './clock-problems';
import { conditionProblems, unusedCircumstances } from './condition-problems';
import { liabilityProblems } from './liability-problems';
import { problem } from './pack-problem';
import type { PackProblem } from './pack-problem';
import { splitProblems } from './split-problems';
import { textProblems } from './text-problems';

/** What the shape of a pack cannot say: all places where the pack contradicts itself. */
export function packProblems(pack: Pack): PackProblem[] {
  return [
    ...dateProblems(pack),
    ...repeatProblems(pack),
    ...railProblems(pack),
    ...conditionProblems(pack),
    ...amountProblems(pack),
    ...liabilityProblems(pack),
    ...splitProblems(pack),
    ...clockProblems(pack),
    ...textProblems(pack),
  ];
}

/** What is allowed and yet looks like a slip. */
export function packWarnings(pack: Pack): PackProblem[] {
  return [...unusedCircumstances(pack), ...thresholdsBeyondCap(pack)];
}

function dateProblems({ effective, disclosure }: Pack): PackProblem[] {
  const { from, to } = effective;
  const dates: [string, string | null | undefined][] = [
    ['$.effective.from', from],
    ['$.effective.to', to],
    // 2000 is a leap year: the 29th of February is a day of the year.
    ['$.disclosure.dueBy', disclosure && `2000-${disclosure.dueBy}`],
  ];
  const impossible = dates.flatMap(([path, date]) =>
    date === null || date === undefined || isCalendarDay(date) ? [] : [noSuchDay(path, date)],
  );
  if (from === null || to === null || from <= to) return impossible;
  return [
    ...impossible,
    problem(
      '$.effective',
      `The pack ends (${to}) before it begins (${from}).`,
      `结束日期（${to}）早于开始日期（${from}）。`,
    ),
  ];
}

function noSuchDay(path: string, date: string): PackProblem {
  return problem(
    path,
    `The calendar has no day ${date}; write one that there is.`,
    `日历中没有 ${date} 这一天，请改正。`,
  );
}

function repeatProblems(pack: Pack): PackProblem[] {
  const lists: Readonly<Record<string, readonly string[]>> = {
    circumstances: pack.circumstances.map(({ id }) => id),
    lossTypes: pack.lossTypes.map(({ id }) => id),
    exclusions: pack.exclusions.map(({ id }) => id),
    'amount.caps': pack.amount.caps.map(({ scope }) => scope),
    'split.rows': pack.split.rows.map(({ party }) => party),
    clocks: pack.clocks.map(({ id }) => id),
    ...Object.fromEntries(
      pack.clocks.map(({ pauseReasons = [] }, index) => [
        `clocks[${String(index)}].pauseReasons`,
        pauseReasons.map(({ id }) => id),
      ]),
    ),
    evidence: pack.evidence.map(({ id }) => id),
    appeal: pack.appeal.map(({ step }) => step),
    duties: (pack.duties ?? []).map(({ id }) => id),
  };
  return Object.entries(lists).flatMap(([name, ids]) =>
    ids.flatMap((id, index) => (ids.indexOf(id) === index ? [] : [repeated(name, index, id)])),
  );
}

function repeated(list: string, index: number, id: string): PackProblem {
  return problem(
    `$.${list}[${String(index)}]`,
    `"${id}" is there already; each entry of ${list} needs a name of its own.`,
    `“${id}”重复；${list} 中每一项的标识必须唯一。`,
  );
}

function railProblems({ eligible: { rails } }: Pack): PackProblem[] {
  if (!rails.includes('any') || rails.length === 1) return [];
  return [
    problem(
      '$.eligible.rails',
      '"any" takes every rail already; leave the others out, or leave "any" out.',
      '“any”已包括全部付款方式；请只保留“any”，或删除它。',
    ),
  ];
}
