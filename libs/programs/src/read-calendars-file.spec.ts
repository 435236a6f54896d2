import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DomainError } from '@app/kernel';

import builtIn from '../calendars/overrides.json';
import { calendarOf, installOverrides } from './domain/calendars';
import { checkCalendars, readCalendarsFile } from './read-calendars-file';
import { readLibrary } from './read-library';

const folder = mkdtempSync(join(tmpdir(), 'ganpei-calendars-'));

function fileOf(text: string): string {
  const path = join(folder, `${String(Math.abs(hash(text)))}.json`);
  writeFileSync(path, text);
  return path;
}

function hash(text: string): number {
  return [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);
}

function problemsOf(calendars: object): string[] {
  const checked = checkCalendars({ calendars });
  return 'problems' in checked
    ? checked.problems.map(({ path, text }) => `${path}: ${text.en}`)
    : [];
}

function refusalOf(path: string): DomainError {
  try {
    readCalendarsFile(path);
  } catch (error) {
    if (error instanceof DomainError) return error;
  }
  throw new Error('It was not refused.');
}

describe("a deployer's table of working days", () => {
  afterAll(() => installOverrides(null));

  it('is read as it is written', () => {
    const table = {
      calendars: {
        SG: {
          sources: ['https://www.mom.gov.sg'],
          covers: [{ from: 2027, to: 2027 }],
          holidays: [{ date: '2027-05-20', name: 'Vesak Day' }],
          workdays: [{ date: '2027-03-09', name: 'Not yet Hari Raya Puasa' }],
        },
      },
    };
    expect(readCalendarsFile(fileOf(JSON.stringify(table)))).toEqual(table);
  });

  it('has the shape of the built-in one', () => {
    expect(checkCalendars(builtIn)).toEqual({ is: builtIn });
  });

  it.each([
    [{ XX: {} }, '$.calendars: There is no field "XX"'],
    [{ SG: { holiday: [] } }, '$.calendars.SG: There is no field "holiday"'],
    [{ 'BR-days': { holidays: [] } }, '$.calendars: There is no field "BR-days"'],
    [
      { SG: { holidays: [{ date: '2027-05-20' }] } },
      '$.calendars.SG.holidays[0]: The field "name"',
    ],
    [
      { SG: { holidays: [{ date: '2027-5-20', name: 'Vesak Day' }] } },
      '$.calendars.SG.holidays[0].date: We saw "2027-5-20"',
    ],
    [
      { SG: { workdays: [{ date: '2027-02-29', name: 'Leap day' }] } },
      '$.calendars.SG.workdays[0].date: There is no 2027-02-29',
    ],
    [
      { SG: { covers: [{ from: 2028, to: 2027 }] } },
      '$.calendars.SG.covers[0]: We saw 2028–2027; the first year comes before the last.',
    ],
    [{ SG: { covers: [{ from: 2028 }] } }, '$.calendars.SG.covers[0]: The field "to" is missing'],
  ])('is refused as %j, by its place', (calendars, problem) => {
    expect(problemsOf(calendars)).toEqual([expect.stringContaining(problem)]);
  });

  it('names a day once, be it as day off or as working day', () => {
    const day = { date: '2027-05-20', name: 'Vesak Day' };
    const CN = { holidays: [day] };
    expect(problemsOf({ SG: { holidays: [day], workdays: [day] }, CN })).toEqual([
      expect.stringMatching(/^\$\.calendars\.SG\.workdays\[0\]\.date: 2027-05-20 is set already/),
    ]);
  });

  it('is refused with all its faults at once, each with the file and the place', () => {
    const calendars = {
      SG: { holidays: [{ date: '2027-02-30', name: 'None' }], covers: [{ from: 2028, to: 2027 }] },
    };
    const path = fileOf(JSON.stringify({ calendars }));
    const { code, text } = refusalOf(path);
    expect(code).toBe('programs.malformed_calendars');
    expect(text.en).toContain(`${path} $.calendars.SG.holidays[0].date: There is no 2027-02-30`);
    expect(text.en).toContain(`${path} $.calendars.SG.covers[0]: We saw 2028–2027`);
    expect(text['zh-CN']).toContain('2027-02-30 不存在');
  });

  it.each([
    ['is not JSON', '{"calendars":'],
    ['names a field twice', '{"calendars":{},"calendars":{}}'],
  ])('is refused when it %s', (_, text) => {
    const path = fileOf(text);
    expect(refusalOf(path).text.en).toContain(`${path} $: `);
  });

  it('is refused when it is not there, with the reason', () => {
    const path = join(folder, 'none.json');
    expect(refusalOf(path).text.en).toContain('ENOENT');
  });

  it('is in force for the packs that are read with it', () => {
    const day = { date: '2027-05-20', name: 'Vesak Day' };
    const calendarsFile = fileOf(JSON.stringify({ calendars: { SG: { holidays: [day] } } }));
    const offered = ['sg-srf'];
    expect(calendarOf('SG').isWorkday(day.date)).toBe(true);
    readLibrary({ packsDir: null, calendarsFile, offered });
    expect(calendarOf('SG').isWorkday(day.date)).toBe(false);
    readLibrary({ packsDir: null, calendarsFile: null, offered });
    expect(calendarOf('SG').isWorkday(day.date)).toBe(true);
  });
});
