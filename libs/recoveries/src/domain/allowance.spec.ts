import { allowanceMinor, nextAgeAt, overdueDays } from './allowance';

const DUE = new Date('2026-03-02T23:59:59.999Z');
const after = (days: number): Date => new Date(DUE.getTime() + days * 86_400_000);

describe('the allowance of a recovery', () => {
  it.each([
    ['before it is due', -1, 0n, 30],
    ['a month after, less a day', 29, 0n, 30],
    ['a month after', 30, 250n, 90],
    ['three months after', 90, 501n, 180],
    ['half a year after', 180, 1_003n, null],
    ['years after', 2_000, 1_003n, null],
  ])('is by its age: %s', (_when, days, minor, nextDays) => {
    expect(allowanceMinor(1_003n, DUE, after(days))).toBe(minor);
    expect(nextAgeAt(DUE, after(days))).toEqual(nextDays === null ? null : after(nextDays));
  });

  it('is nothing while nobody was asked, and nothing of nothing', () => {
    expect(allowanceMinor(1_000n, null, after(900))).toBe(0n);
    expect(allowanceMinor(0n, DUE, after(900))).toBe(0n);
    expect(nextAgeAt(null, after(900))).toBeNull();
    expect(overdueDays(null, after(900))).toBe(0);
  });
});
