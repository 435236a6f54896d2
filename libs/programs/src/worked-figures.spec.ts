import { assess } from './domain/assess';
import type { AssessmentFacts, LineFacts } from './domain/assessment';
import type { Pack } from './domain/pack';
import { NOW, outcomeOf } from './domain/testing/outcome';
import type { Outcome } from './domain/testing/outcome';
import { linesOf, theFacts } from './domain/testing/sample-facts';
import { PackLibrary } from './pack-library';
import { PACKS_FOLDER } from './read-pack-folder';

type Line = Partial<LineFacts> & { readonly amountMinor: string };

const packs = PackLibrary.read(PACKS_FOLDER);
const packOf = (packId: string): Pack => packs.list().find((pack) => pack.packId === packId)!;

/** A claim that its pack covers, so that only the figures are left to look at. */
function claim(packId: string, lines: readonly Line[], changes: Partial<AssessmentFacts> = {}) {
  const pack = packOf(packId);
  const [rail = ''] = pack.eligible.rails;
  const facts = theFacts({
    lossType: pack.lossTypes[0]?.id ?? '',
    claimant: { kind: pack.eligible.claimants[0] ?? '', awardedThisYearMinor: '0' },
    lines: linesOf(
      ...lines.map((line) => ({ currency: pack.currency, rail, crossBorder: false, ...line })),
    ),
    evidence: pack.evidence.map(({ id }) => id),
    ...changes,
  });
  return { pack, facts };
}

const outcome = (...given: Parameters<typeof claim>): Outcome => {
  const { pack, facts } = claim(...given);
  return outcomeOf(pack, facts);
};

describe('reimbursement of an APP scam of 10,000.00 GBP (FPS SR1)', () => {
  it.each<[string, Partial<AssessmentFacts>, string, string, readonly string[]]>([
    ['with the excess', {}, '990000', '10000', ['payer_psp 495000', 'payee_psp 495000']],
    [
      'with the excess waived by choice',
      { circumstances: ['excess_waived_by_choice'] },
      '1000000',
      '0',
      ['payer_psp 505000', 'payee_psp 495000'],
    ],
    [
      'of a vulnerable victim',
      { circumstances: ['vulnerable'] },
      '1000000',
      '0',
      ['payer_psp 500000', 'payee_psp 500000'],
    ],
  ])('%s', (_, changes, award, ownShare, split) => {
    const found = outcome('gb-app-reimbursement', [{ amountMinor: '1000000' }], changes);
    expect(found).toMatchObject({ award, ownShare, split, missing: [] });
  });

  it('is cut at 85,000.00 GBP, also for a vulnerable victim', () => {
    const lines = [{ amountMinor: '5000000' }, { amountMinor: '4000000' }];
    const vulnerable = { circumstances: ['vulnerable'] };
    expect(outcome('gb-app-reimbursement', lines, vulnerable).award).toBe('8500000');
  });
});

describe('the liability of a consumer under Regulation E, 12 CFR 1005.6(b)', () => {
  // Lost and noticed on Monday 14 September 2026; the second business day ends on the 16th.
  // The statement went out on the 1st; its sixtieth day is 31 October.
  const events = {
    learned_of_loss: '2026-09-14T15:00:00Z',
    statement_sent: '2026-09-01T15:00:00Z',
  };
  const early = (dollars: number): Line => at('2026-09-15T15:00:00Z', dollars);
  const later = (dollars: number): Line => preventable(at('2026-09-18T15:00:00Z', dollars));
  const afterDay60 = (dollars: number): Line => preventable(at('2026-11-02T15:00:00Z', dollars));
  function at(paidAt: string, dollars: number): Line {
    return { amountMinor: `${String(dollars)}00`, paidAt };
  }
  function preventable(line: Line): Line {
    return { ...line, circumstances: ['preventable_by_notice'] };
  }
  const unproven = (line: Line): Line => ({ ...line, circumstances: [] });

  it.each<[string, string, readonly Line[], string]>([
    ['50 at notice within two business days', '2026-09-16T23:00:00Z', [early(100)], '5000'],
    ['what was taken, when that is less', '2026-09-16T23:00:00Z', [early(25)], '2500'],
    [
      '50 of the first part and 600 later, at most 500',
      '2026-09-21T15:00:00Z',
      [early(100), later(600)],
      '50000',
    ],
    [
      '50 of the first part and 100 later',
      '2026-09-21T15:00:00Z',
      [early(600), later(100)],
      '15000',
    ],
    [
      '25 of the first part and 100 later',
      '2026-09-21T15:00:00Z',
      [early(25), later(100)],
      '12500',
    ],
    [
      '50, when the bank proves nothing',
      '2026-09-21T15:00:00Z',
      [early(100), unproven(later(600))],
      '5000',
    ],
    [
      'without a limit what notice by day 60 would have stopped',
      '2026-11-10T15:00:00Z',
      [early(200), later(400), afterDay60(1000)],
      '145000',
    ],
    [
      '500 and the part after day 60',
      '2026-11-10T15:00:00Z',
      [early(200), later(900), afterDay60(1000), unproven(afterDay60(70))],
      '150000',
    ],
  ])('is %s', (_, filedAt, lines, ownShare) => {
    const circumstances = ['access_device_lost'];
    expect(outcome('us-reg-e', lines, { filedAt, events, circumstances })).toMatchObject({
      ownShare,
      missing: [],
    });
  });

  it('is only what came after day 60 where no access device was lost', () => {
    const facts = { filedAt: '2026-11-10T15:00:00Z', events };
    const lines = [early(200), later(900), afterDay60(1000)];
    expect(outcome('us-reg-e', lines, facts).ownShare).toBe('100000');
  });
});

describe('an unauthorised payment under PSD2, articles 73 and 74', () => {
  it.each([
    ['leaves 50.00 EUR with the payer', '30000', [], '25000', '5000'],
    ['leaves no more than was lost', '3000', [], '0', '3000'],
    ...['undetectable', 'psp_caused', 'no_sca', 'after_notification'].map(
      (waiver): [string, string, string[], string, string] => [
        `leaves nothing when it is ${waiver}`,
        '30000',
        [waiver],
        '30000',
        '0',
      ],
    ),
  ])('%s', (_, amountMinor, circumstances, award, ownShare) => {
    const found = outcome('eu-psd2-73-74', [{ amountMinor }], { circumstances });
    expect(found).toMatchObject({ award, ownShare });
  });
});

describe('a wallet payment under the rules of the RBI', () => {
  const alertedOn = (day: string, changes: Partial<AssessmentFacts> = {}): Outcome =>
    outcome('in-rbi-wallet-liability', [{ amountMinor: '2500000' }, { amountMinor: '600000' }], {
      lossType: 'third_party_breach',
      events: { transaction_alert: `2026-11-${day}T06:00:00Z` },
      circumstances: ['sms_alerts_registered'],
      ...changes,
    });

  // Filed on 20 November 2026.
  it.each([
    ['reported on day 3 costs nothing', '17', '3100000', '0'],
    ['reported on day 7 costs 10,000.00 INR each, or what was lost', '13', '1500000', '1600000'],
    ['reported on day 8 is for a person to decide', '12', '3100000', '0'],
  ])('%s', (_, day, award, ownShare) => {
    expect(alertedOn(day)).toMatchObject({ award, ownShare });
  });

  it('reported later is at the policy of the board', () => {
    expect(alertedOn('12')).toMatchObject({ recommendation: 'review' });
    expect(alertedOn('12').reasons).toContain('own_share.undecided');
  });

  it('costs nothing, however late, when the issuer was at fault', () => {
    const circumstances = ['sms_alerts_registered', 'issuer_fault'];
    expect(alertedOn('01', { circumstances })).toMatchObject({ award: '3100000', ownShare: '0' });
  });
});

describe('phishing under the shared responsibility framework of Singapore', () => {
  const events = { transaction_alert: '2026-11-10T06:00:00Z' };

  it.each<[string, Partial<AssessmentFacts>, string, readonly string[]]>([
    [
      'is borne by the institution that broke a duty, whoever else did',
      { circumstances: ['fi_duty_breached', 'telco_duty_breached'] },
      '500000',
      ['fi 500000'],
    ],
    [
      'is borne by the telephone company when the institution broke none',
      { circumstances: ['telco_duty_breached'], refuted: ['fi_duty_breached'] },
      '500000',
      ['telco 500000'],
    ],
    [
      'stays with the consumer when both kept theirs',
      { refuted: ['fi_duty_breached', 'telco_duty_breached'] },
      '0',
      [],
    ],
  ])('%s', (_, changes, award, split) => {
    const found = outcome('sg-srf', [{ amountMinor: '500000' }], { events, ...changes });
    expect(found).toMatchObject({ award, split, missing: [] });
  });

  it('is nobody’s yet while the duties are being investigated', () => {
    const found = outcome('sg-srf', [{ amountMinor: '500000' }], { events });
    expect(found).toMatchObject({ award: '500000', split: [], recommendation: 'review' });
  });
});

describe('a return through the special mechanism of Pix', () => {
  it.each([
    ['pays what was found of two payments', '40000', '40000'],
    ['pays the loss when more was found', '900000', '100000'],
    ['pays nothing when nothing was found', '0', '0'],
  ])('%s', (_, fundsFoundMinor, award) => {
    const lines = [{ amountMinor: '70000' }, { amountMinor: '30000' }];
    expect(outcome('br-pix-med', lines, { fundsFoundMinor }).award).toBe(award);
  });

  it('shares what was found in proportion to the payments', () => {
    const lines = [{ amountMinor: '70000' }, { amountMinor: '30000' }];
    expect(outcome('br-pix-med', lines, { fundsFoundMinor: '33333' }).lines).toEqual([
      '23333 cap.applied',
      '10000 cap.applied',
    ]);
  });
});

describe('a goods guarantee of a shop', () => {
  it('pays three times the price of a counterfeit, and the appraisal', () => {
    const lines = [{ amountMinor: '19900', feesMinor: '5000' }];
    expect(outcome('cn-store-guarantee', lines, { lossType: 'counterfeit' })).toMatchObject({
      award: '64700',
      split: ['seller 64700'],
    });
  });

  it('pays 40 % of what arrived damaged by 40 %', () => {
    const lines = [{ amountMinor: '19900', damageBp: 4000 }];
    expect(outcome('cn-store-guarantee', lines, { lossType: 'damaged_goods' }).award).toBe('7960');
  });
});

describe('the wallet guarantee', () => {
  it('pays what earlier claims of the year have left of 1,000,000.00 CNY', () => {
    const claimant = { kind: 'individual', awardedThisYearMinor: '99990000' };
    const lines = [{ amountMinor: '19900' }];
    expect(outcome('cn-wallet-theft-guarantee', lines, { claimant })).toMatchObject({
      award: '10000',
      lines: ['10000 cap.applied'],
    });
  });

  it('refuses a foreign currency and says which one it covers', () => {
    const { pack, facts } = claim('cn-wallet-theft-guarantee', [
      { amountMinor: '19900', currency: 'USD' },
    ]);
    expect(outcomeOf(pack, facts)).toMatchObject({ award: '0', recommendation: 'deny' });
    const [reason] = assess(pack, facts, NOW).reasons;
    expect(reason).toEqual({
      code: 'currency.not_covered',
      text: {
        en: 'The payment of 199.00 USD on 2026-11-01 is in USD; this programme covers payments in CNY only.',
        'zh-CN': '2026-11-01 的 199.00 USD 付款使用的货币是 USD；本保障仅包括 CNY 付款。',
      },
    });
  });
});
