import { PackLibrary } from '../../pack-library';
import { PACKS_FOLDER } from '../../read-pack-folder';
import type { AssessmentFacts } from '../assessment';
import type { Pack, PackClock } from '../pack';
import { readFacts } from '../read-facts';
import { theFacts } from '../testing/sample-facts';
import { promisedTimes } from './promised-times';

const wallet = PackLibrary.read(PACKS_FOLDER).get('cn-wallet-theft-guarantee', '0.1.0');
/** A Friday at 10:00 in Beijing. */
const FILED = '2026-11-20T02:00:00Z';
const aClock = (changes: Partial<PackClock> & Pick<PackClock, 'id' | 'from'>): PackClock => ({
  within: '1D',
  pausable: false,
  onBreach: 'escalate',
  label: { en: 'A promise', 'zh-CN': '承诺' },
  ...changes,
});
const aPack = (...clocks: PackClock[]): Pack => ({ ...wallet, clocks });
const times = (pack: Pack, facts: Partial<AssessmentFacts> = {}): (string | null)[] => {
  const { decidedBy, paidBy } = promisedTimes(
    pack,
    readFacts(theFacts({ filedAt: FILED, ...facts })),
  );
  return [decidedBy?.toISOString() ?? null, paidBy?.toISOString() ?? null];
};
const endOf = (day: string): string => `${day}T15:59:59.999Z`;

describe('the times that a pack promises', () => {
  it('run from filing to decision, and from the last day of that to the money', () => {
    const pack = aPack(
      aClock({ id: 'decide', from: 'claim_received', within: '5BD' }),
      aClock({ id: 'pay', from: 'approved', within: '1BD' }),
    );
    expect(times(pack)).toEqual([endOf('2026-11-27'), endOf('2026-11-30')]);
  });

  it('are bound by the earliest promise of money and the last of a decision', () => {
    const pack = aPack(
      aClock({ id: 'forward', from: 'claim_received', within: '2H' }),
      aClock({ id: 'decide', from: 'claim_received', within: '5BD' }),
      aClock({ id: 'verify', from: 'documents_complete', within: '2BD' }),
      aClock({ id: 'pay', from: 'approved', within: '10BD' }),
      aClock({ id: 'total', from: 'documents_complete', until: 'paid', within: '6BD' }),
    );
    expect(times(pack)).toEqual([endOf('2026-11-27'), endOf('2026-11-30')]);
  });

  it('follow a chain of steps, and what of it is recorded', () => {
    const pack = aPack(
      aClock({ id: 'open', from: 'claim_received', until: 'report_opened', within: '30min' }),
      aClock({ id: 'analyse', from: 'report_opened', until: 'analysed', within: '7D' }),
      aClock({ id: 'refund', from: 'analysed', until: 'paid', within: '24H' }),
    );
    expect(times(pack)).toEqual([null, '2026-11-28T15:59:59.999Z']);
    expect(times(pack, { events: { analysed: '2026-11-21T00:00:00Z' } })).toEqual([
      null,
      '2026-11-22T00:00:00.000Z',
    ]);
  });

  it('take the variant whose circumstance is established', () => {
    const clock = aClock({
      id: 'decide',
      from: 'claim_received',
      within: '10D',
      variants: [{ when: 'new_account', within: '20D' }],
    });
    expect(times(aPack(clock))[0]).toBe(endOf('2026-11-30'));
    expect(times(aPack(clock), { circumstances: ['new_account'] })[0]).toBe(endOf('2026-12-10'));
  });

  it.each([
    ['there is no clock', []],
    [
      'it promises promptness without a figure',
      [aClock({ id: 'a', from: 'claim_received', within: null })],
    ],
    ['it runs from what may never happen', [aClock({ id: 'a', from: 'complaint' })]],
    ['it is the extension of another', [aClock({ id: 'a', from: 'claim_received', extends: 'b' })]],
    [
      'two promises wait for each other',
      [
        aClock({ id: 'a', from: 'analysed', until: 'report_opened' }),
        aClock({ id: 'b', from: 'report_opened', until: 'analysed' }),
        aClock({ id: 'c', from: 'analysed', until: 'decided' }),
      ],
    ],
  ])('are none where %s', (_, clocks) => {
    expect(times(aPack(...clocks))).toEqual([null, null]);
  });
});
