import { momentOf, wallTimeOf } from './wall-time';

describe('a minute on the clock of whoever looks', () => {
  it.each([
    { day: '2026-11-23', minute: '16:05' },
    { day: '2026-01-01', minute: '00:00' },
    { day: '2026-12-31', minute: '23:59' },
  ])('%j is a moment, and is found in it again', (at) => {
    expect(wallTimeOf(new Date(momentOf(at)))).toEqual(at);
  });

  it('is the beginning of the day where only the day is known', () => {
    const moment = momentOf({ day: '2026-11-23', minute: '' });
    expect(wallTimeOf(new Date(moment))).toEqual({ day: '2026-11-23', minute: '00:00' });
  });

  it.each([
    { day: '', minute: '16:05' },
    { day: '23 November', minute: '' },
  ])('is none while no day is said: %j', (at) => {
    expect(momentOf(at)).toBe('');
  });

  it('is not said where there is no moment', () => {
    expect(wallTimeOf(null)).toEqual({ day: '', minute: '' });
  });
});
