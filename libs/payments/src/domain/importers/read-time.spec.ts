import { DomainError } from '@app/kernel';

import { readRfc3339, readShanghaiTime } from './read-time';

describe('a wall clock in Shanghai', () => {
  it.each([
    ['2026-03-01 09:30:00', '2026-03-01T01:30:00.000Z'],
    ['2026-01-01 00:00:00', '2025-12-31T16:00:00.000Z'],
    ['2028-02-29 23:59:59', '2028-02-29T15:59:59.000Z'],
    ['2016-05-04  02:18:18', '2016-05-03T18:18:18.000Z'],
  ])('that showed %s was read at %s', (text, utc) => {
    expect(readShanghaiTime(text, '交易时间').toISOString()).toBe(utc);
  });

  it.each(['', '2026-02-30 00:00:00', '2026-02-29 00:00:00', '2026-13-01 00:00:00'])(
    'never showed "%s"',
    (text) => {
      expect(() => readShanghaiTime(text, '交易时间')).toThrow(DomainError);
    },
  );

  it.each(['2026-03-01 24:00:00', '2026/3/1 9:30', '2026-03-01T09:30:00', '1969-01-01 00:00:00'])(
    'is not written as "%s"',
    (text) => {
      expect(() => readShanghaiTime(text, '交易时间')).toThrow(/交易时间/);
    },
  );
});

describe('a time of RFC 3339', () => {
  it.each([
    ['2026-03-01T09:30:00Z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01t09:30:00z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30:00+08:00', '2026-03-01T01:30:00.000Z'],
    ['2026-03-01T09:30:00-05:30', '2026-03-01T15:00:00.000Z'],
    ['2026-03-01T09:30:00.123456Z', '2026-03-01T09:30:00.123Z'],
  ])('%s is %s', (text, utc) => {
    expect(readRfc3339(text, 'paid_at').toISOString()).toBe(utc);
  });

  it.each([
    '2026-03-01',
    '2026-03-01T09:30:00',
    '2026-03-01 09:30:00Z',
    '2026-02-30T09:30:00Z',
    '2026-03-01T25:30:00Z',
    '2026-03-01T09:30:60Z',
    '2026-03-01T09:30:00+24:00',
    '2026-03-01T09:30:00+0800',
    '0026-03-01T09:30:00Z',
  ])('is not "%s"', (text) => {
    expect(() => readRfc3339(text, 'paid_at')).toThrow(/RFC 3339/);
  });
});
