import { TERMS, ago, disputed, past, riskFacts, signalNamed, times } from '../testing/risk-story';
import type { OwnClaim, PayeeDispute, PayerEvent, RiskFacts, SharedTrait } from './risk-facts';
import { SIGNAL_CODES, notRun, riskSignals, wordsOf } from './risk-signals';

const own = (id: string, wish: Partial<OwnClaim> = {}): OwnClaim => ({
  id: `clm_${id}`,
  isWithdrawn: false,
  filedAt: ago(5),
  currency: 'CNY',
  awardedMinor: 0n,
  denialCodes: [],
  ...wish,
});
const shared = (
  kind: SharedTrait['kind'],
  party: number,
  wish: Partial<SharedTrait> = {},
): SharedTrait => ({
  kind,
  claimId: `clm_of_${String(party)}`,
  partyId: `u_other_${String(party)}`,
  at: ago(5),
  ...wish,
});
const dispute = (party: number, wish: Partial<PayeeDispute> = {}): PayeeDispute => ({
  paymentId: `pmt_of_${String(party)}`,
  payerId: `u_other_${String(party)}`,
  disputedAt: ago(5),
  claimId: `clm_of_${String(party)}`,
  isPaid: false,
  ...wish,
});
const event = (kind: PayerEvent['kind'], at: Date): PayerEvent => ({ kind, at, sourceId: kind });

/** A check on both sides of its threshold: facts and value, within and beyond it. */
type Sides = readonly [
  code: string,
  within: Partial<RiskFacts>,
  valueWithin: string,
  beyond: Partial<RiskFacts>,
  valueBeyond: string,
];

const CALLING: readonly Sides[] = [
  ['payment.other_claims', {}, '0', { samePaymentClaimIds: ['clm_x'] }, '1'],
  ...(['device', 'email', 'phone'] as const).map(
    (kind) =>
      [
        `${kind}.other_parties`,
        { shared: [shared(kind, 1), shared(kind, 1), shared(kind, 2, { partyId: 'u_1' })] },
        '1',
        { shared: [shared(kind, 1), shared(kind, 2)] },
        '2',
      ] as const,
  ),
  ...(['payout_account', 'file'] as const).map(
    (kind) =>
      [
        `${kind}.other_parties`,
        { shared: [shared(kind, 2, { partyId: 'u_1' }), shared('device', 1)] },
        '0',
        { shared: [shared(kind, 1)] },
        '1',
      ] as const,
  ),
  [
    'velocity.claims_30d',
    { ownClaims: [own('1'), own('2', { filedAt: ago(30) }), own('3', { filedAt: ago(30, 1) })] },
    '2',
    { ownClaims: [own('1'), own('2'), own('3', { filedAt: ago(30) })] },
    '3',
  ],
  [
    'velocity.device_claims_30d',
    { shared: [...times(3, (n) => shared('device', n)), shared('device', 9, { at: ago(30, 1) })] },
    '3',
    { shared: [...times(3, (n) => shared('device', n)), shared('device', 9, { partyId: 'u_1' })] },
    '4',
  ],
  [
    'velocity.payee_parties_7d',
    { disputes: [...times(5, (n) => dispute(n)), dispute(9, { disputedAt: ago(7, 1) })] },
    '5',
    { disputes: [...times(5, (n) => dispute(n)), dispute(9, { disputedAt: ago(7) })] },
    '6',
  ],
  [
    'velocity.payee_parties_30d',
    {
      disputes: [
        ...times(15, (n) => dispute(n, { disputedAt: ago(20) })),
        dispute(0, { paymentId: 'pmt_second' }),
        dispute(99, { disputedAt: ago(30, 1) }),
      ],
    },
    '15',
    { disputes: times(16, (n) => dispute(n, { disputedAt: ago(30) })) },
    '16',
  ],
  [
    'exposure.minor_30d',
    {
      ownClaims: [
        own('1', { awardedMinor: 480_100n }),
        own('2', { awardedMinor: 9n, currency: 'USD' }),
      ],
    },
    '500000',
    { ownClaims: [own('1', { awardedMinor: 480_100n }), own('2', { awardedMinor: 1n })] },
    '500001',
  ],
  [
    'account.opened_before_filing',
    { events: [event('account_opened', ago(3, 1))] },
    '4321',
    { events: [event('account_opened', ago(3))] },
    '4320',
  ],
  [
    'account.phone_changed_before_filing',
    { events: [event('phone_changed', ago(3, 1)), event('phone_changed', ago(-1))] },
    '4321',
    { events: [event('phone_changed', ago(3)), event('phone_changed', ago(9))] },
    '4320',
  ],
  [
    'account.payee_changed_before_filing',
    { events: [event('payout_account_changed', ago(3, 1))] },
    '4321',
    { events: [event('payee_added', ago(3)), event('payout_account_changed', ago(8))] },
    '4320',
  ],
  [
    'amount.of_median_bp',
    { history: times(5, () => past()), payments: [disputed({ amountMinor: 100_000n })] },
    '100000',
    {
      history: times(5, () => past()),
      payments: [disputed({ amountMinor: 1n }), disputed({ id: 'pmt_2', amountMinor: 100_010n })],
    },
    '100010',
  ],
  [
    'payee.known_days',
    { history: times(4, (n) => past({ payeeId: 'm_77', paidAt: ago(n + 1) })) },
    '3',
    { history: times(4, (n) => past({ payeeId: 'm_77', paidAt: ago(n + 2) })) },
    '4',
  ],
  [
    'claimant.own_hand_denials',
    { ownClaims: [own('1', { denialCodes: ['window.expired', 'loss.not_proven'] })] },
    '0',
    { ownClaims: [own('1', { denialCodes: ['covered.full', 'exclusion.self_or_collusion'] })] },
    '1',
  ],
  [
    'claimant.withdrawn_180d',
    {
      ownClaims: [
        ...times(2, (n) => own(String(n), { isWithdrawn: true, filedAt: ago(180) })),
        own('9', { isWithdrawn: true, filedAt: ago(180, 1) }),
        own('8'),
      ],
    },
    '2',
    { ownClaims: times(3, (n) => own(String(n), { isWithdrawn: true })) },
    '3',
  ],
  [
    'claimant.days_to_claim',
    { payments: [disputed({ paidAt: ago(60, 1_439) }), disputed({ id: 'pmt_2' })] },
    '60',
    { payments: [disputed({ id: 'pmt_2' }), disputed({ paidAt: ago(61) })] },
    '61',
  ],
];

/** A shop's payments at noon of each day, and one at night. */
const atNoon = (count: number): RiskFacts['history'] =>
  times(count, (n) => past({ id: `pmt_${String(n)}`, paidAt: ago(7 + n) }));
const atNight = disputed({ paidAt: ago(1, 9 * 60) });

const SPEAKING: readonly Sides[] = [
  [
    'account.takeover_before_payment',
    { events: [event('password_reset', ago(4, 1)), event('device_added', ago(0))] },
    '0',
    { events: [event('password_reset', ago(4)), event('account_opened', ago(2))] },
    '1',
  ],
  [
    'habit.hour_share_bp',
    {
      history: [...atNoon(17), ...times(3, () => past({ paidAt: ago(9, 9 * 60) }))],
      payments: [atNight],
    },
    '1500',
    { history: [...atNoon(19), past({ paidAt: ago(9, 9 * 60) })], payments: [atNight] },
    '500',
  ],
  [
    // The disputed payment is of a Wednesday.
    'habit.weekday_share_bp',
    {
      history: [
        ...times(18, () => past({ paidAt: ago(9) })),
        ...times(2, () => past({ paidAt: ago(8) })),
      ],
    },
    '1000',
    { history: [...times(19, () => past({ paidAt: ago(9) })), past({ paidAt: ago(8) })] },
    '500',
  ],
  [
    'payee.paid_claims',
    { disputes: [dispute(1)] },
    '0',
    { disputes: [dispute(1, { isPaid: true }), dispute(2, { isPaid: true, claimId: 'clm_of_1' })] },
    '1',
  ],
];

describe('the signals about a claim', () => {
  it.each(CALLING)(
    '%s calls for a person beyond its threshold',
    (...[code, within, value, beyond, more]) => {
      const clean = signalNamed(code, within);
      const unclean = signalNamed(code, beyond);
      expect(clean).toMatchObject({ code, version: 1, value, clean: true });
      expect(unclean).toMatchObject({ value: more, clean: false, threshold: clean?.threshold });
      expect(wordsOf(clean!)).toEqual({ what: wordsOf(unclean!).what, suggests: null });
      expect(wordsOf(unclean!).suggests?.['zh-CN']).toMatch(/\p{Script=Han}/u);
    },
  );

  it.each(SPEAKING)(
    '%s speaks for the claimant beyond its threshold, and calls for nobody',
    (...[code, within, value, beyond, more]) => {
      const silent = signalNamed(code, within);
      const speaking = signalNamed(code, beyond);
      expect(silent).toMatchObject({ value, clean: true, speaksFor: 'claimant' });
      expect(speaking).toMatchObject({ value: more, clean: true, speaksFor: 'claimant' });
      expect(wordsOf(silent!).suggests).toBeNull();
      expect(wordsOf(speaking!).suggests?.en).toMatch(/supports/);
    },
  );

  it('are all of them tried on both sides', () => {
    const tried = [...CALLING, ...SPEAKING].map(([code]) => code);
    expect(tried.sort()).toEqual([...SIGNAL_CODES].sort());
  });

  it('are clean about the first claim of somebody of whom nothing is known', () => {
    const signals = riskSignals(riskFacts(), TERMS);
    expect(signals.filter(({ clean }) => !clean)).toEqual([]);
    expect(notRun(signals).map(({ code }) => code)).toEqual([
      'account.opened_before_filing',
      'account.phone_changed_before_filing',
      'account.payee_changed_before_filing',
      'account.takeover_before_payment',
      'amount.of_median_bp',
      'habit.hour_share_bp',
      'habit.weekday_share_bp',
    ]);
  });

  it('name the newest twenty records that they come from, each once', () => {
    const samePaymentClaimIds = times(30, (n) => `clm_${String(n)}`);
    const signal = signalNamed('payment.other_claims', {
      samePaymentClaimIds: ['clm_0', ...samePaymentClaimIds],
    });
    expect(signal?.source).toEqual(samePaymentClaimIds.slice(0, 20));
    expect(signal?.value).toBe('31');
  });

  it('say nothing in words of a check that asks otherwise by now, or is no more', () => {
    const signal = signalNamed('velocity.claims_30d', {})!;
    expect(wordsOf({ ...signal, version: 2 })).toEqual({ what: null, suggests: null });
    expect(wordsOf({ ...signal, code: 'moon.phase' })).toEqual({ what: null, suggests: null });
  });

  it('do not depend on the order in which records are found', () => {
    const [, , , facts] = CALLING.find(([code]) => code === 'velocity.payee_parties_30d')!;
    const turned = { ...facts, disputes: [...facts.disputes!].reverse() };
    const values = (some: Partial<RiskFacts>): string[] =>
      riskSignals(riskFacts(some), TERMS).map(({ code, value }) => `${code} ${value}`);
    expect(values(turned)).toEqual(values(facts));
  });
});
