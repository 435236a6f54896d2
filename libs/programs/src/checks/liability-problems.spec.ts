import type { Liability, LiabilityRow } from '../domain/pack';
import { changed } from '../testing/changed';
import { problemsOf, shipped } from '../testing/shipped-packs';

const alert = (within: string, ownShareUpToMinor: string): LiabilityRow => ({
  within,
  from: 'transaction_alert',
  ownShareUpToMinor,
});
const rest = (ownShareUpToMinor: string | null = null): LiabilityRow => ({
  within: null,
  ownShareUpToMinor,
});
const atFault: LiabilityRow = { when: 'issuer_fault', within: null, ownShareUpToMinor: '0' };

function problemsWith(mode: Liability['mode'], rows: readonly LiabilityRow[]): string[] {
  const india = shipped('in-rbi-wallet-liability');
  const problems = problemsOf(changed(india, 'amount.liability', { mode, rows }));
  return problems
    .filter(({ path }) => path.startsWith('$.amount.liability'))
    .map(({ path, text }) => `${path.replace('$.amount.liability.rows', '')} ${text.en}`);
}

describe('a liability table by notice', () => {
  it.each<[string, readonly LiabilityRow[], string]>([
    ['leaves a gap after its last time', [alert('3D', '0')], '[0] A claim that fits no row'],
    ['leaves a gap by a condition', [alert('3D', '0'), atFault], '[1] A claim that fits no row'],
    [
      'has a row that is never reached',
      [rest('0'), alert('3D', '0'), rest('0')],
      '[1] This row is never',
    ],
    ['overlaps', [alert('7D', '0'), alert('3D', '0'), rest()], '[1].within We saw 3D'],
    ['says one time twice', [alert('3D', '0'), alert('72H', '0'), rest()], '[1].within We saw 72H'],
    [
      'runs from two events',
      [alert('3D', '0'), { ...alert('7D', '0'), from: 'statement_sent' }, rest()],
      '[1].from We saw "statement_sent"',
    ],
    ['rewards who is late', [alert('3D', '500'), rest('0')], '[1].ownShareUpToMinor We saw 0'],
    [
      'rewards who is late by a limit after none',
      [{ ...alert('3D', '0'), ownShareUpToMinor: null }, rest('100')],
      '[1].ownShareUpToMinor We saw 100, less than the null',
    ],
    [
      'runs from what nobody can ever tell the rule',
      [{ ...alert('3D', '0'), from: 'decided' as 'delivered' }, rest()],
      '[0].from We saw "decided"',
    ],
    [
      'has a time from nowhere',
      [{ within: '3D', ownShareUpToMinor: '0' }, rest()],
      '[0].from A row',
    ],
    ['has an event for no time', [{ ...rest(), from: 'delivered' }], '[0].from A row has both'],
    [
      'limits each payment to nothing',
      [{ ...rest(), per: 'payment' }],
      '[0].per This is never used',
    ],
  ])('that %s is refused', (_, rows, problem) => {
    const problems = problemsWith('by_notice', rows);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it('may stand beside rows on condition, which follow no order', () => {
    expect(problemsWith('by_notice', [atFault, alert('3D', '0'), atFault, rest()])).toEqual([]);
  });
});

describe('the loss types of a liability table', () => {
  it.each([
    [['issuer_fault', 'third_party_breach'], []],
    [['third_party_breach', 'regret'], ['$.amount.liability.lossTypes[1]']],
  ])('%j are those of the pack, or %j are refused', (lossTypes, paths) => {
    const india = shipped('in-rbi-wallet-liability');
    const problems = problemsOf(changed(india, 'amount.liability.lossTypes', lossTypes));
    expect(problems.map(({ path }) => path)).toEqual(paths);
  });
});

describe('a liability table of periods', () => {
  it.each<[string, readonly LiabilityRow[], string]>([
    ['ends', [alert('3D', '50')], '[0] A claim that fits no row'],
    ['goes on after its end', [rest('50'), rest('100')], '[1] This row is never reached'],
    ['goes back in time', [alert('7D', '50'), alert('3D', '90'), rest()], '[1].within We saw 3D'],
    ['limits less than before', [alert('7D', '50'), rest('49')], '[1].ownShareUpToMinor We saw 49'],
    ['limits each payment', [{ ...rest('5'), per: 'payment' }], '[0].per This is never used'],
  ])('that %s is refused', (_, rows, problem) => {
    const problems = problemsWith('cumulative', rows);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it('may run from one event after the other', () => {
    const second: LiabilityRow = { ...alert('2BD', '500'), from: 'statement_sent' };
    expect(problemsWith('cumulative', [alert('60D', '50'), second, rest()])).toEqual([]);
  });
});
