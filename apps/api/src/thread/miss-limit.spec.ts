import { DomainError } from '@app/kernel';

import { MissLimit } from './miss-limit';

const START = new Date('2026-11-26T08:00:00Z');
const later = (minutes: number): Date => new Date(START.getTime() + minutes * 60_000);

/** How an address fares that missed so often before. */
function answerTo(limit: MissLimit, address: string, now = START): string | number {
  try {
    limit.require(address, now);
    return 'let in';
  } catch (error) {
    if (error instanceof DomainError) return error.details.retryAfterSeconds ?? error.code;
    throw error;
  }
}

function missed(address: string, times: number): MissLimit {
  const limit = new MissLimit();
  for (let misses = 0; misses < times; misses += 1) limit.count(address, START);
  return limit;
}

describe('trying out codes', () => {
  it.each([
    [0, 'let in'],
    [19, 'let in'],
    [20, 600],
    [200, 600],
  ])('after %i misses is answered with %s', (misses, answer) => {
    expect(answerTo(missed('203.0.113.7', misses), '203.0.113.7')).toBe(answer);
  });

  it('may go on ten minutes after the first miss, and is told how long that is', () => {
    const limit = missed('203.0.113.7', 20);
    expect(answerTo(limit, '203.0.113.7', later(9))).toBe(60);
    expect(answerTo(limit, '203.0.113.7', later(10))).toBe('let in');
    limit.count('203.0.113.7', later(10));
    expect(answerTo(limit, '203.0.113.7', later(10))).toBe('let in');
  });

  it.each([
    ['203.0.113.8', 'let in'],
    ['::ffff:203.0.113.7', 600],
  ])('from 203.0.113.7 lets %s be %s', (other, answer) => {
    expect(answerTo(missed('203.0.113.7', 20), other)).toBe(answer);
  });

  it.each([
    ['2001:db8:1:2:ffff::9', 600],
    ['2001:db8:1:2::', 600],
    ['2001:db8:1:3::1', 'let in'],
    ['::1', 'let in'],
  ])('from 2001:db8:1:2::1 lets %s be %s: a network of IPv6 counts as one', (other, answer) => {
    expect(answerTo(missed('2001:db8:1:2::1', 20), other)).toBe(answer);
  });

  it('forgets whoever was quiet for longest when too many try', () => {
    const limit = missed('203.0.113.7', 20);
    for (let index = 0; index < 20_000; index += 1) limit.count(`host-${String(index)}`, START);
    expect(answerTo(limit, '203.0.113.7')).toBe('let in');
  });
});
