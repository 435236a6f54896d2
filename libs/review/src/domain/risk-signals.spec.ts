import { Money } from '@app/money';

import { riskSignals } from './risk-signals';
import type { ClaimHistory } from './risk-signals';

const LIMIT = Money.of(500_000n, 'CNY');

const history = (wish: Partial<ClaimHistory> = {}): ClaimHistory => ({
  claimsRecently: 0,
  claimsOnSamePayments: 0,
  exposure: Money.of(86_000n, 'CNY'),
  ...wish,
});

describe('the signals about a claim', () => {
  it.each<[string, Partial<ClaimHistory>, string[]]>([
    ['the first claim of somebody', {}, []],
    ['two other claims in 30 days', { claimsRecently: 2 }, []],
    ['three other claims in 30 days', { claimsRecently: 3 }, ['velocity.claims_30d']],
    ['another claim on its payment', { claimsOnSamePayments: 1 }, ['payment.other_claims']],
    ['what one person may approve', { exposure: LIMIT }, []],
    ['a cent more', { exposure: Money.of(500_001n, 'CNY') }, ['exposure.minor_30d']],
    [
      'all of it',
      { claimsRecently: 9, claimsOnSamePayments: 2, exposure: Money.of(10n ** 15n, 'CNY') },
      ['velocity.claims_30d', 'payment.other_claims', 'exposure.minor_30d'],
    ],
  ])('call for a person as they must with %s', (_what, wish, notClean) => {
    const signals = riskSignals(history(wish), LIMIT);
    expect(signals.filter(({ clean }) => !clean).map(({ code }) => code)).toEqual(notClean);
  });

  it('list every check with what was seen and where the limit is, the clean ones too', () => {
    expect(riskSignals(history({ claimsRecently: 3 }), LIMIT)).toEqual([
      {
        code: 'velocity.claims_30d',
        value: '3',
        threshold: '2',
        direction: 'above',
        clean: false,
      },
      {
        code: 'payment.other_claims',
        value: '0',
        threshold: '0',
        direction: 'above',
        clean: true,
      },
      {
        code: 'exposure.minor_30d',
        value: '86000',
        threshold: '500000',
        direction: 'above',
        clean: true,
      },
    ]);
  });
});
