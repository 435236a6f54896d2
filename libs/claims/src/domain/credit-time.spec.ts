import { creditTime } from './credit-time';

const FRESH = { decisionId: null, creditedAt: null };
const DUE = { dueAt: '2026-11-30T15:59:59.999Z' };

describe('the time of a provisional credit', () => {
  it('is the beginning of the last day of the promise', () => {
    expect(creditTime(DUE, FRESH)).toEqual(new Date('2026-11-29T15:59:59.999Z'));
  });

  it.each([
    ['where the pack promises none', null, FRESH],
    ['while the moment that it runs from is unknown', { dueAt: null }, FRESH],
    ['on a claim that was decided', DUE, { ...FRESH, decisionId: 'dec_1' }],
    ['on a claim that was credited', DUE, { ...FRESH, creditedAt: new Date() }],
  ])('is none %s', (_when, terms, claim) => {
    expect(creditTime(terms, claim)).toBeNull();
  });
});
