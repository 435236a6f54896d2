import { approvalsFor, goodwillState } from './goodwill';

describe('who has to agree to goodwill', () => {
  it.each([
    ['up to the limit of one person', 500n, 0n, 500n, 0],
    ['one more than that', 501n, 0n, 500n, 1],
    ['with what was granted alone before', 300n, 201n, 500n, 1],
    ['where the pack has no limit for one person', 1n, 0n, 0n, 1],
  ])('%s', (_what, amountMinor, aloneMinor, limitMinor, others) => {
    expect(approvalsFor(amountMinor, { aloneMinor, limitMinor })).toBe(others);
  });

  it.each([
    [0, null, 'granted'],
    [1, null, 'waiting'],
    [1, 'approve', 'granted'],
    [1, 'return', 'returned'],
  ] as const)('%s others wanted, and they said %s: it is %s', (approvalsRequired, said, state) => {
    const verdict = said === null ? null : { verdict: said };
    expect(goodwillState({ grant: { approvalsRequired }, verdict })).toBe(state);
  });
});
