import { readShanghaiTime, shanghaiTime } from './shanghai-time';

describe('the time of Shanghai', () => {
  it('is eight hours ahead, in both directions', () => {
    const at = new Date('2026-02-28T16:30:05Z');
    expect(shanghaiTime(at)).toBe('2026-03-01 00:30:05');
    expect(readShanghaiTime('2026-03-01 00:30:05')).toEqual(at);
  });

  it.each([
    '',
    '2026-02-30 10:00:00',
    '2026-13-01 10:00:00',
    '2026-03-01 24:00:00',
    '2026-03-01 10:60:00',
    '2026-03-01T10:00:00',
    '2026-03-01 10:00',
    '2026-03-01 10:00:00Z',
    '0000-00-00 00:00:00',
  ])('is never "%s"', (text) => {
    expect(readShanghaiTime(text)).toBeNull();
  });
});
