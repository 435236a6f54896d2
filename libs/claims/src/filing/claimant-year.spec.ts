import { calendarOf } from '@app/programs';

import { claimantYear } from './claimant-year';

describe('the year in which awards are counted', () => {
  it.each([
    ['2026-06-01T00:00:00Z', '2025-12-31T16:00:00.000Z', '2026-12-31T16:00:00.000Z'],
    // New Year in Beijing is eight hours before New Year in Greenwich.
    ['2026-12-31T15:59:59.999Z', '2025-12-31T16:00:00.000Z', '2026-12-31T16:00:00.000Z'],
    ['2026-12-31T16:00:00.000Z', '2026-12-31T16:00:00.000Z', '2027-12-31T16:00:00.000Z'],
  ])('of a claim filed at %s is that of the wall clock in Beijing', (filedAt, from, to) => {
    const year = claimantYear(new Date(filedAt), calendarOf('CN'));
    expect([year.from.toISOString(), year.to.toISOString()]).toEqual([from, to]);
  });
});
