import { readFileSync } from 'node:fs';

import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
import { parseStrictly } from '@app/platform';

import overridesSchema from '../calendars/overrides.schema.json';
import { located, problem } from './checks/pack-problem';
import type { PackProblem } from './checks/pack-problem';
import { shapeCheck } from './checks/shape-problems';
import type { ShapeCheck } from './checks/shape-problems';
import type { CalendarOverride, CalendarOverrides } from './domain/calendar-overrides';
import { addDays } from './domain/local-date';

const hasShape = shapeCheck<CalendarOverrides>(overridesSchema);

/**
 * Reads a deployer's table of working days and days off (`GANPEI_CALENDARS_FILE`), of the shape of
 * `calendars/overrides.schema.json`. A bad one is refused as `programs.malformed_calendars`, with
 * every fault named, so that a process does not start on half a calendar.
 */
export function readCalendarsFile(path: string): CalendarOverrides {
  const checked = checkCalendars(parse(path));
  if ('problems' in checked) throw malformed(path, checked.problems);
  return checked.is;
}

/** First the shape by the schema, then what a schema cannot say: real days, each set once. */
export function checkCalendars(written: unknown): ShapeCheck<CalendarOverrides> {
  const checked = hasShape(written);
  if ('problems' in checked) return checked;
  const problems = Object.entries(checked.is.calendars).flatMap(([id, override]) => [
    ...dayProblems(`$.calendars.${id}`, override),
    ...yearProblems(`$.calendars.${id}.covers`, override),
  ]);
  return problems.length === 0 ? checked : { problems };
}

function dayProblems(path: string, { holidays, workdays }: CalendarOverride): PackProblem[] {
  const days = [
    ...located(`${path}.holidays`, holidays ?? []),
    ...located(`${path}.workdays`, workdays ?? []),
  ];
  const dates = days.map(({ entry }) => entry.date);
  return days.flatMap(({ path: place, entry: { date } }, index) => {
    if (addDays(date, 0) !== date) {
      const en = `There is no ${date}; write a day of the calendar.`;
      return [problem(`${place}.date`, en, `${date} 不存在，请填写真实日期。`)];
    }
    if (dates.indexOf(date) === index) return [];
    const en = `${date} is set already; name each day of a calendar once.`;
    return [problem(`${place}.date`, en, `${date} 重复；同一日历中每个日期只能出现一次。`)];
  });
}

function yearProblems(path: string, { covers }: CalendarOverride): PackProblem[] {
  return located(path, covers ?? []).flatMap(({ path: place, entry: { from, to } }) => {
    if (to === null || from <= to) return [];
    const years = `${String(from)}–${String(to)}`;
    const en = `We saw ${years}; the first year comes before the last.`;
    return [problem(place, en, `收到的是 ${years}；起始年份不得晚于结束年份。`)];
  });
}

function parse(path: string): unknown {
  try {
    return parseStrictly(readFileSync(path));
  } catch (error) {
    if (error instanceof DomainError) throw malformed(path, [{ path: '$', text: error.text }]);
    const cause = error instanceof Error ? error.message : String(error);
    throw malformed(path, [problem('$', `It cannot be read: ${cause}.`, `无法读取：${cause}。`)]);
  }
}

function malformed(path: string, problems: readonly PackProblem[]): DomainError {
  const texts: Bilingual[] = problems.map(({ path: place, text }) => ({
    en: `${path} ${place}: ${text.en}`,
    'zh-CN': `${path} ${place}：${text['zh-CN']}`,
  }));
  return new DomainError(
    'invalid',
    'programs.malformed_calendars',
    {
      en: `The calendars cannot be used; mend these and start again:\n${texts.map(({ en }) => en).join('\n')}`,
      'zh-CN': `日历无法使用，请修正后重新启动：\n${texts.map((text) => text['zh-CN']).join('\n')}`,
    },
    { problems: texts },
  );
}
