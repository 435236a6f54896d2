import { calendarOf, installOverrides } from './calendars';
import { daysOfYear, weekdayOf } from './local-date';
import type { CalendarId } from './pack';

const IDS: readonly CalendarId[] = ['CN', 'GB-EAW', 'US-FED', 'TARGET', 'SG', 'IN', 'BR-days'];

/** The days of a year off which the week itself would have people work, without the year. */
function holidays(id: CalendarId, year: number): string {
  const calendar = calendarOf(id);
  return daysOfYear(year)
    .filter((date) => !isWeekend(date) && !calendar.isWorkday(date))
    .map((date) => date.slice(5))
    .join(' ');
}

function isWeekend(date: string): boolean {
  return [0, 6].includes(weekdayOf(date));
}

describe('England and Wales', () => {
  // https://www.gov.uk/bank-holidays
  it.each([
    // The spring holiday went to June for the Platinum Jubilee; 19 September: the Queen's funeral.
    [2022, '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27'],
    // 8 May: the coronation.
    [2023, '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26'],
    [2024, '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26'],
    [2025, '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26'],
    // Boxing Day is a Saturday: its substitute is the Monday.
    [2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
    // Both fall on the weekend.
    [2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28'],
  ])('has the bank holidays of %d', (year, days) => {
    expect(holidays('GB-EAW', year)).toBe(days);
    expect(calendarOf('GB-EAW').coversYear(year)).toBe(true);
  });

  it('is not Scotland, which has 2 January and the first Monday of August', () => {
    expect(['2026-01-02', '2026-08-03'].map(calendarOf('GB-EAW').isWorkday)).toEqual([true, true]);
  });
});

describe('the Federal Reserve Banks', () => {
  // https://www.federalreserve.gov/aboutthefed/k8.htm: not moved from Saturday, but from Sunday.
  it.each([
    [2022, '01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26'],
    // Veterans Day, a Saturday: open on Friday the tenth.
    [2023, '01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-23 12-25'],
    [2024, '01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25'],
    // Not the mourning of 9 January, on which the Reserve Banks were open.
    [2025, '01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25'],
    // Independence Day, a Saturday: open on Friday, 3 July.
    [2026, '01-01 01-19 02-16 05-25 06-19 09-07 10-12 11-11 11-26 12-25'],
    // Juneteenth and Christmas on Saturdays; Independence Day on a Sunday, closed on the Monday.
    [2027, '01-01 01-18 02-15 05-31 07-05 09-06 10-11 11-11 11-25'],
    // New Year's Day and Veterans Day on Saturdays: open on 31 December 2027 too.
    [2028, '01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-23 12-25'],
    [2029, '01-01 01-15 02-19 05-28 06-19 07-04 09-03 10-08 11-12 11-22 12-25'],
    [2030, '01-01 01-21 02-18 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25'],
  ])('have the holidays of %d', (year, days) => {
    expect(holidays('US-FED', year)).toBe(days);
    expect(calendarOf('US-FED').coversYear(year)).toBe(true);
  });
});

describe('TARGET', () => {
  // ECB, decision of 14 December 2000, by the dates of Easter.
  it.each([
    [2023, '04-07 04-10 05-01 12-25 12-26'],
    [2024, '01-01 03-29 04-01 05-01 12-25 12-26'],
    [2025, '01-01 04-18 04-21 05-01 12-25 12-26'],
    [2026, '01-01 04-03 04-06 05-01 12-25'],
    // 1 May and Christmas fall on Saturdays, and nothing is moved.
    [2027, '01-01 03-26 03-29'],
    [2028, '04-14 04-17 05-01 12-25 12-26'],
  ])('is closed on the days of %d', (year, days) => {
    expect(holidays('TARGET', year)).toBe(days);
  });

  it('is known from 2002 until further notice', () => {
    expect([2001, 2002, 2026, 2199].map(calendarOf('TARGET').coversYear)).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it('knows nothing of the holidays of Germany, whose clock it has', () => {
    expect(['2025-10-03', '2026-05-14', '2026-05-25'].every(calendarOf('TARGET').isWorkday)).toBe(
      true,
    );
  });
});

describe('Singapore', () => {
  // https://www.mom.gov.sg/employment-practices/public-holidays
  it.each([
    // 1 January, Chinese New Year and Deepavali fell on Sundays; 1 September: presidential poll.
    [2023, '01-02 01-23 01-24 04-07 05-01 06-02 06-29 08-09 09-01 11-13 12-25'],
    // The second day of Chinese New Year fell on a Sunday. Hari Raya Haji on 17 June.
    [2024, '01-01 02-12 03-29 04-10 05-01 05-22 06-17 08-09 10-31 12-25'],
    [2025, '01-01 01-29 01-30 03-31 04-18 05-01 05-12 10-20 12-25'],
    // Vesak Day, National Day and Deepavali fall on Sundays.
    [2026, '01-01 02-17 02-18 04-03 05-01 05-27 06-01 08-10 11-09 12-25'],
  ])('has the public holidays of %d', (year, days) => {
    expect(holidays('SG', year)).toBe(days);
    expect(calendarOf('SG').coversYear(year)).toBe(true);
  });

  it('waits for the Ministry to name the days of a year', () => {
    expect(calendarOf('SG').coversYear(2031)).toBe(false);
  });
});

describe('India, as its banks in Mumbai keep it', () => {
  it.each([
    [
      2024,
      '01-22 01-26 02-19 03-08 03-25 03-29 04-01 04-09 04-11 04-17 05-01 05-20 05-23 06-17 07-17 ' +
        '08-15 09-18 10-02 11-01 11-15 11-20 12-25',
    ],
    [
      2025,
      '02-19 02-26 03-14 03-31 04-01 04-10 04-14 04-18 05-01 05-12 08-15 08-27 09-08 10-02 10-21 ' +
        '10-22 11-05 12-25',
    ],
    [
      2026,
      '01-15 01-26 02-19 03-03 03-19 03-26 03-31 04-01 04-03 04-14 05-01 05-28 06-26 08-26 09-14 ' +
        '10-02 10-20 11-10 11-24 12-25',
    ],
  ])('has the bank holidays of %d', (year, days) => {
    expect(holidays('IN', year)).toBe(days);
    expect(calendarOf('IN').coversYear(year)).toBe(true);
  });

  it.each([
    ['2026-05-02', true, 'a first Saturday'],
    ['2026-05-09', false, 'a second Saturday'],
    ['2026-05-16', true, 'a third Saturday'],
    ['2026-05-23', false, 'a fourth Saturday'],
    ['2026-05-30', true, 'a fifth Saturday'],
    ['2026-02-07', true, 'a first Saturday in a month that begins on a Sunday'],
    ['2026-02-14', false, 'a second Saturday'],
    ['2026-02-28', false, 'a fourth Saturday, the last'],
    ['2026-05-31', false, 'a Sunday'],
    ['2026-03-21', false, 'a third Saturday, Ramzan-Id'],
    ['2024-09-07', false, 'a first Saturday, Ganesh Chaturthi'],
  ])('on %s: %p (%s)', (date, isWorkday) => {
    expect(calendarOf('IN').isWorkday(date)).toBe(isWorkday);
  });
});

describe('calendar days', () => {
  it('are all working days, in every year', () => {
    const { isWorkday, workdaysOf, coversYear } = calendarOf('BR-days');
    expect([2024, 2026, 2099].map((year) => workdaysOf(year).length)).toEqual([366, 365, 365]);
    expect([isWorkday('2026-12-25'), isWorkday('2026-11-29'), coversYear(2099)]).toEqual([
      true,
      true,
      true,
    ]);
  });
});

describe('every calendar', () => {
  it.each(IDS)('%s lists the working days of a year in order', (id) => {
    const calendar = calendarOf(id);
    const days = calendar.workdaysOf(2025);
    expect(days).toEqual(daysOfYear(2025).filter((date) => calendar.isWorkday(date)));
    expect([...days].sort()).toEqual(days);
  });

  it.each(IDS)('%s opens before it closes', (id) => {
    const { opensAtMinute, closesAtMinute } = calendarOf(id);
    expect(opensAtMinute).toBeLessThan(closesAtMinute);
  });

  it.each(IDS)('%s has days for as long as anybody may ask', (id) => {
    const { workdaysOf } = calendarOf(id);
    for (const year of [1, 99, 1969, 1970, 2199, 2200, 9999]) {
      expect(workdaysOf(year).length).toBeGreaterThan(200);
    }
  });

  it('has the clock of its place', () => {
    expect(IDS.map((id) => calendarOf(id).timeZone)).toEqual([
      'Asia/Shanghai',
      'Europe/London',
      'America/New_York',
      'Europe/Berlin',
      'Asia/Singapore',
      'Asia/Kolkata',
      'America/Sao_Paulo',
    ]);
  });
});

describe("a deployer's table", () => {
  afterEach(() => installOverrides(null));

  const versions = (): string[] => IDS.map((id) => calendarOf(id).version);

  it('adds and takes away days, above library, week and built-in table', () => {
    installOverrides({
      calendars: {
        'GB-EAW': {
          holidays: [{ date: '2026-07-20', name: 'A day of mourning' }],
          workdays: [{ date: '2026-12-28', name: 'Not moved after all' }],
        },
        IN: { workdays: [{ date: '2026-05-28', name: 'Bakri Id, moved to the 27th' }] },
        CN: {
          covers: [{ from: 2031, to: 2031 }],
          holidays: [{ date: '2031-10-01', name: '国庆节' }],
          workdays: [{ date: '2031-09-27', name: '国庆节调休' }],
        },
      },
    });
    expect(['2026-07-20', '2026-12-28'].map(calendarOf('GB-EAW').isWorkday)).toEqual([false, true]);
    expect(calendarOf('IN').isWorkday('2026-05-28')).toBe(true);
    // A Wednesday off and a Saturday at work, in a year that the library does not know.
    expect(['2031-10-01', '2031-09-27'].map(calendarOf('CN').isWorkday)).toEqual([false, true]);
    expect(calendarOf('CN').coversYear(2031)).toBe(true);
    expect(calendarOf('CN').workdaysOf(2031)).toContain('2031-09-27');
  });

  it('leaves no trace once it is taken away', () => {
    const before = versions();
    installOverrides({
      calendars: { 'GB-EAW': { holidays: [{ date: '2026-07-20', name: 'Mourning' }] } },
    });
    installOverrides(null);
    expect(calendarOf('GB-EAW').isWorkday('2026-07-20')).toBe(true);
    expect(versions()).toEqual(before);
  });

  it('shows in the version of its calendar, and of no other', () => {
    const before = versions();
    installOverrides({
      calendars: { SG: { holidays: [{ date: '2027-05-20', name: 'Vesak Day' }] } },
    });
    const changed = IDS.filter((id, index) => calendarOf(id).version !== before[index]);
    expect(changed).toEqual(['SG']);
  });

  it('has a version that tells another day, another direction and another year apart', () => {
    const tables = [
      { holidays: [{ date: '2027-05-20', name: 'Vesak Day' }] },
      { holidays: [{ date: '2027-05-21', name: 'Vesak Day' }] },
      { workdays: [{ date: '2027-05-20', name: 'Vesak Day' }] },
      { covers: [{ from: 2027, to: 2027 }] },
      { covers: [{ from: 2027, to: null }] },
    ];
    const seen = tables.map((SG) => {
      installOverrides({ calendars: { SG } });
      return calendarOf('SG').version;
    });
    expect(new Set(seen).size).toBe(tables.length);
  });

  it('has a version that does not depend on the order of days, nor on their names', () => {
    const days = [
      { date: '2027-05-20', name: 'Vesak Day' },
      { date: '2027-05-17', name: 'Hari Raya Haji' },
    ];
    installOverrides({ calendars: { SG: { holidays: days } } });
    const one = calendarOf('SG').version;
    const renamed = days.map(({ date }) => ({ date, name: 'Holiday' })).reverse();
    installOverrides({ calendars: { SG: { holidays: renamed } } });
    expect(calendarOf('SG').version).toBe(one);
  });

  it('names the data by which a calendar reckons', () => {
    expect(calendarOf('CN').version).toMatch(/^CN chinese-days@\d+\.\d+\.\d+ [0-9a-f]{12}$/);
    expect(calendarOf('TARGET').version).toMatch(/^TARGET date-holidays@\d+\.\d+\.\d+ /);
    expect(new Set(versions()).size).toBe(IDS.length);
  });
});
