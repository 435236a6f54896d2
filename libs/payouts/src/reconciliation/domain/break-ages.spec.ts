import { ageBucket } from './break-ages';

const DAY_MS = 86_400_000;

describe('the age of a break', () => {
  const now = new Date('2026-03-31T12:00:00Z');

  it.each([
    [0, 'upTo1Day'],
    [1.99, 'upTo1Day'],
    [2, 'upTo5Days'],
    [5.99, 'upTo5Days'],
    [6, 'upTo30Days'],
    [30.99, 'upTo30Days'],
    [31, 'over30Days'],
    [-1, 'upTo1Day'],
  ])('of %d days counts as %s', (days, bucket) => {
    expect(ageBucket(new Date(now.getTime() - days * DAY_MS), now)).toBe(bucket);
  });
});
