import {
  WEAKENING_DELAY_HOURS,
  approvalsRequired,
  changeDigest,
  effectiveAt,
  subjectOf,
  weakens,
} from './controlled-change';
import type { ChangeContent, NewUser } from './controlled-change';
import { LIMITS, USUAL_LIMITS, isLimit, isPerCurrency, limitProblem, loosens } from './limits';
import type { LimitName } from './limits';

const userId = 'usr_1';
const MONEY = { currency: 'CNY', amountMinor: '1200' };
const RULE = { kind: 'top_up.set', rail: 'bank', currency: 'CNY' } as const;
const ESTIMATE = { money: MONEY, lossMonth: '2026-11' };

describe('a controlled change', () => {
  it.each<[string, ChangeContent, boolean, 0 | 1]>([
    ['a new account', { kind: 'user.add', userId, role: 'approver' }, true, 1],
    ['another role', { kind: 'user.role', userId, role: 'operator' }, true, 1],
    ['another person', { kind: 'user.person', userId, personId: 'usr_2' }, true, 1],
    ['a new invitation', { kind: 'user.invite', userId }, true, 1],
    ['letting somebody in again', { kind: 'user.enable', userId }, true, 1],
    ['shutting somebody out', { kind: 'user.disable', userId }, false, 0],
    ['the brake', { kind: 'limit.set', name: 'automaticApprovals', value: 0 }, false, 0],
    ['no brake', { kind: 'limit.set', name: 'automaticApprovals', value: 1 }, false, 1],
    ['a smaller sample', { kind: 'limit.set', name: 'qaSampleBp', value: 499 }, true, 1],
    ['a larger sample', { kind: 'limit.set', name: 'qaSampleBp', value: 501 }, false, 1],
    ['more claims a day', { kind: 'limit.set', name: 'claimsPerPartyPerDay', value: 21 }, true, 1],
    [
      'fewer claims a day',
      { kind: 'limit.set', name: 'claimsPerPartyPerDay', value: 19 },
      false,
      1,
    ],
    ['a rule to fill up a rail', { ...RULE, lowMinor: 1, targetMinor: 9 }, true, 1],
    ['no rule any more', { ...RULE, lowMinor: 0, targetMinor: 0 }, false, 1],
    [
      'a bill to merchants',
      { kind: 'contribution.bill', payer: 'run', money: MONEY, fromMonth: '2026-11', months: 12 },
      false,
      1,
    ],
    [
      'money for a rail, beyond what one person may send',
      { kind: 'rail.top_up', rail: 'wallet', money: MONEY, source: 'fund' },
      false,
      1,
    ],
    ['a bill that never came', { kind: 'contribution.unbill', billedBy: 'chg_1' }, true, 1],
    ['more of unreported losses', { ...ESTIMATE, kind: 'estimate.raise' }, false, 1],
    ['less of unreported losses', { ...ESTIMATE, kind: 'estimate.release' }, true, 1],
  ])('of %s asks for the eyes and the time that it needs', (_what, content, isWeaker, eyes) => {
    expect(weakens(content, USUAL_LIMITS)).toBe(isWeaker);
    expect(approvalsRequired(content)).toBe(eyes);
  });

  it('that releases the brake needs another person and a day', () => {
    const content = { kind: 'limit.set', name: 'automaticApprovals', value: 1 } as const;
    const braked = { ...USUAL_LIMITS, automaticApprovals: 0 };
    expect([weakens(content, braked), approvalsRequired(content)]).toEqual([true, 1]);
  });

  it('holds at once when it watches more closely, and a day later otherwise', () => {
    const approvedAt = new Date('2026-11-26T10:00:00Z');
    expect(effectiveAt(approvedAt, false)).toEqual(approvedAt);
    expect(effectiveAt(approvedAt, true)).toEqual(new Date('2026-11-27T10:00:00Z'));
    expect(WEAKENING_DELAY_HOURS).toBe(24);
  });

  it('is known by its content, in whatever order that is written', () => {
    const digest = changeDigest({ kind: 'user.role', userId, role: 'auditor' }, null);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(changeDigest({ role: 'auditor', userId, kind: 'user.role' }, null)).toBe(digest);
    expect(changeDigest({ kind: 'user.role', userId, role: 'approver' }, null)).not.toBe(digest);
  });

  it.each<Partial<NewUser>>([
    { username: 'other' },
    { name: 'Other' },
    { partyId: 'u_1' },
    { personId: 'usr_2' },
  ])('is another one when the new account differs by %j', (difference) => {
    const content = { kind: 'user.add', userId, role: 'reviewer' } as const;
    const newUser = { username: 'li', name: 'Li', partyId: null, personId: null };
    const digest = changeDigest(content, newUser);
    expect(changeDigest(content, { ...newUser, ...difference })).not.toBe(digest);
  });

  it.each<[ChangeContent, string | null, string | null]>([
    [{ kind: 'user.role', userId, role: 'auditor' }, null, userId],
    [{ kind: 'user.invite', userId }, null, userId],
    [{ kind: 'user.add', userId, role: 'auditor' }, null, null],
    [{ kind: 'user.add', userId, role: 'auditor' }, 'usr_2', 'usr_2'],
    [{ kind: 'limit.set', name: 'qaSampleBp', value: 1 }, null, null],
    [{ ...ESTIMATE, kind: 'estimate.raise' }, null, null],
  ])('%j with a new account of %s is about the rights of %s', (content, personId, subject) => {
    const newUser = { username: 'li', name: 'Li', partyId: null, personId };
    expect(subjectOf(content, content.kind === 'user.add' ? newUser : null)).toBe(subject);
  });
});

describe('limits', () => {
  it.each(Object.entries(LIMITS))('%s begins within its own ends', (name, { usual, min, max }) => {
    expect(usual).toBeGreaterThanOrEqual(min);
    expect(usual).toBeLessThanOrEqual(max);
    expect(isLimit(name)).toBe(true);
  });

  it.each([
    ['nothing', 'change.unknown_limit', 1],
    ['toString', 'change.unknown_limit', 1],
    ['qaSampleBp', 'change.limit_out_of_range', 10_001],
    ['qaSampleBp', 'change.limit_out_of_range', -1],
    ['qaSampleBp', 'change.limit_out_of_range', 0.5],
    ['qaSampleBp', 'change.limit_out_of_range', Number.NaN],
    // A number of yen says nothing of dollars.
    ['fundFloorMinor', 'change.limit_currency', 100],
  ])('refuse %s with %s for %d', (name, code, value) => {
    expect(limitProblem({ name, value })).toMatchObject({ code });
  });

  it.each(Object.entries(LIMITS))('%s may be set to either of its ends', (name, { min, max }) => {
    const currency = isPerCurrency(name as LimitName) ? { currency: 'CNY' } : {};
    const problems = [min, max].map((value) => limitProblem({ name, value, ...currency }));
    expect(problems).toEqual([null, null]);
  });

  it('know which way they look away', () => {
    expect(loosens('qaSampleBp', 500, 500)).toBe(false);
    expect(loosens('draftsPerParty', 20, 21)).toBe(true);
  });
});
