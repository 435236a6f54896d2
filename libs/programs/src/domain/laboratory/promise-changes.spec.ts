import type { Pack, PackClock } from '../pack';
import { aPack } from '../testing/sample-pack';
import { promiseChanges } from './promise-changes';

const label = { en: 'A promise', 'zh-CN': '承诺' };
const decide: PackClock = {
  id: 'decide',
  from: 'claim_received',
  within: '5BD',
  pausable: true,
  onBreach: 'escalate',
  label,
};
const promising = (...clocks: PackClock[]): Pack => aPack({ clocks });

describe('the promises of two packs', () => {
  it('are not listed where they are the same, whatever they are called for people', () => {
    const renamed = { ...decide, label: { en: 'Another name', 'zh-CN': '另一名称' } };
    expect(promiseChanges(promising(decide), promising(renamed))).toEqual([]);
  });

  it.each<[string, Partial<PackClock>, string]>([
    ['their time', { within: '7D' }, '7D from claim_received, pausable; if broken: escalate'],
    [
      'what follows when they are broken',
      { onBreach: 'pay_claimant' },
      '5BD from claim_received, pausable; if broken: pay_claimant',
    ],
    [
      'why they may stand still, and how long',
      { pauseReasons: [{ id: 'lunch', label }], hardEnd: '35BD' },
      '5BD from claim_received, pausable for lunch until 35BD; if broken: escalate',
    ],
    [
      'which one they stand in for',
      { extends: 'first' },
      '5BD from claim_received instead of first, pausable; if broken: escalate',
    ],
    [
      'what meets them',
      { until: 'paid', pausable: false },
      '5BD from claim_received until paid; if broken: escalate',
    ],
    [
      'how long they are on condition',
      { variants: [{ when: { not: 'vulnerable' }, within: '9BD' }] },
      '5BD from claim_received, pausable; 9BD when {"not":"vulnerable"}; if broken: escalate',
    ],
  ])('differ by %s', (_, change, b) => {
    expect(promiseChanges(promising(decide), promising({ ...decide, ...change }))).toEqual([
      { clock: 'decide', a: '5BD from claim_received, pausable; if broken: escalate', b },
    ]);
  });

  it('are listed also where only one of the two makes them', () => {
    expect(promiseChanges(promising(), promising(decide))).toMatchObject([{ a: null }]);
    expect(promiseChanges(promising(decide), promising())).toMatchObject([{ b: null }]);
  });
});
