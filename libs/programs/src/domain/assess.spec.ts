import { PackLibrary } from '../pack-library';
import { PACKS_FOLDER } from '../read-pack-folder';
import { assess } from './assess';
import type { Pack } from './pack';
import { NOW } from './testing/outcome';
import { aLine, linesOf, theFacts } from './testing/sample-facts';
import { aPackWhere } from './testing/sample-pack';

const wallet = PackLibrary.read(PACKS_FOLDER).get('cn-wallet-theft-guarantee', '0.1.0');

describe('an assessment', () => {
  it('lists every rule that was applied, also those that changed nothing', () => {
    const { steps } = assess(wallet, theFacts(), NOW);
    expect(
      steps.map(({ rule, before, after }) => [rule, before.amountMinor, after.amountMinor]),
    ).toEqual([
      ['loss_type', '19900', '19900'],
      ['currency', '19900', '19900'],
      ['claimant', '19900', '19900'],
      ['requirements', '19900', '19900'],
      ['rail', '19900', '19900'],
      ['cross_border', '19900', '19900'],
      ['payment_settled', '19900', '19900'],
      ['limits', '19900', '19900'],
      ['window', '19900', '19900'],
      ['exclusions', '19900', '19900'],
      ['already_made_whole', '19900', '19900'],
      ['coverage', '19900', '19900'],
      ['liability', '19900', '19900'],
      ['cap', '19900', '19900'],
      ['excess', '19900', '19900'],
      ['split', '19900', '19900'],
      ['provisional', '19900', '19900'],
      ['approval', '19900', '19900'],
    ]);
    for (const { why } of steps) {
      expect(why.en).toMatch(/\w.*\.$/);
      expect(why['zh-CN']).toMatch(/。$/);
    }
  });

  it('explains the rule that took the money away, and says that the later ones had none left', () => {
    const late = theFacts({ lines: [aLine({ paidAt: '2026-08-19T04:00:00Z' })] });
    const { steps, reasons } = assess(wallet, late, NOW);
    const text = {
      en: 'The payment of 199.00 CNY on 2026-08-19 could be claimed until 2026-11-19; the claim was filed on 2026-11-20.',
      'zh-CN': '2026-08-19 的 199.00 CNY 付款的索赔截止日为 2026-11-19；本索赔于 2026-11-20 提交。',
    };
    expect(reasons).toEqual([{ code: 'window.expired', text }]);
    expect(steps.find(({ rule }) => rule === 'window')).toEqual({
      rule: 'window',
      before: { currency: 'CNY', amountMinor: '19900' },
      after: { currency: 'CNY', amountMinor: '0' },
      why: text,
    });
    expect(steps.find(({ rule }) => rule === 'cap')?.why.en).toBe(
      'Nothing is left for this rule to look at.',
    );
  });

  it('does not ask for facts that a refusal does not need', () => {
    const pack = aPackWhere(
      { caps: [{ scope: 'funds_found' }] },
      { split: { mode: 'shares', rows: [{ party: 'claimant', shareBp: 10_000 }] } },
    );
    const { missingFacts, reasons } = assess(pack, theFacts(), NOW);
    expect(missingFacts).toEqual([]);
    expect(reasons.map(({ code }) => code)).toEqual(['split.claimant_bears']);
  });

  it('does not add a foreign amount to those of the pack', () => {
    const foreign = aLine({
      lineId: 'line-1',
      paymentId: 'payment-1',
      amountMinor: '9000000',
      currency: 'USD',
    });
    const { steps, evidence } = assess(wallet, theFacts({ lines: [aLine(), foreign] }), NOW);
    expect(steps[0]?.before).toEqual({ currency: 'CNY', amountMinor: '19900' });
    expect(evidence.filter(({ required }) => required)).toHaveLength(3);
  });

  it('names the cap, what it has already paid and what is left of it', () => {
    const facts = theFacts({ claimant: { kind: 'individual', awardedThisYearMinor: '99990000' } });
    const { reasons } = assess(wallet, facts, NOW);
    expect(reasons.map(({ text }) => text.en)).toEqual([
      'The programme pays at most 1000000.00 CNY per claimant and year; 999900.00 CNY has already been awarded, so that 100.00 CNY is left.',
    ]);
  });

  it('carries the pack, the time, the evidence and the signals that it rests on', () => {
    const signal = {
      code: 'payee_reports',
      value: '1',
      threshold: '3',
      direction: 'above' as const,
      clean: true,
    };
    const assessment = assess(wallet, theFacts({ signals: [signal] }), NOW);
    expect(assessment).toMatchObject({
      packId: 'cn-wallet-theft-guarantee',
      packVersion: '0.1.0',
      assessedAt: '2026-11-23T02:00:00.000Z',
      signals: [signal],
    });
    expect(assessment.evidence.map(({ item }) => item)).toHaveLength(5);
  });

  it('asks a person about a circumstance that the pack does not know, wherever it is named', () => {
    const line = aLine({ refuted: ['vulnerabel'] });
    const facts = theFacts({ circumstances: ['police_confirms_theft', 'new'], lines: [line] });
    const { reasons, recommendation, award } = assess(wallet, facts, NOW);
    expect(award.amountMinor).toBe('19900');
    expect(recommendation).toBe('review');
    expect(reasons.filter(({ code }) => code === 'circumstance.unknown')).toHaveLength(2);
    expect(reasons.at(-1)?.text.en).toContain(
      '"vulnerabel" is not a circumstance of this programme',
    );
  });

  it('pays less or more than the loss where the pack says so', () => {
    const at = (coverageBp: number): Pack => ({
      ...wallet,
      amount: { ...wallet.amount, coverageBp },
    });
    const third = assess(at(3333), theFacts(), NOW);
    expect(third.award.amountMinor).toBe('6632');
    expect(third.reasons.map(({ text }) => text.en)).toEqual([
      'The programme pays 33.33 % of the loss.',
    ]);
    expect(assess(at(30000), theFacts(), NOW).award.amountMinor).toBe('59700');
  });

  it.each([
    ['lines', { lines: [] }],
    ['lines[0].amountMinor', { lines: [aLine({ amountMinor: '0' })] }],
    ['lines[0].amountMinor', { lines: [aLine({ amountMinor: '-1' })] }],
    ['lines[0].amountMinor', { lines: [aLine({ amountMinor: '199.00' })] }],
    ['lines[0].amountMinor', { lines: [aLine({ amountMinor: '1234567890123456' })] }],
    ['lines[0].paymentAmountMinor', { lines: [aLine({ paymentAmountMinor: '' })] }],
    ['lines[0].refundedMinor', { lines: [aLine({ refundedMinor: '-5' })] }],
    ['lines[0].currency', { lines: [aLine({ currency: 'RMB' })] }],
    ['lines[0].paidAt', { lines: [aLine({ paidAt: '2026-11-01 04:30:00' })] }],
    ['lines[1].lineId', { lines: [aLine(), aLine({ paymentId: 'payment-1' })] }],
    ['lines[1].paymentId', { lines: [aLine(), aLine({ lineId: 'line-1' })] }],
    ['filedAt', { filedAt: '2026-13-01T00:00:00Z' }],
    ['discoveredAt', { discoveredAt: 'yesterday' }],
    [
      'claimant.awardedThisYearMinor',
      { claimant: { kind: 'individual', awardedThisYearMinor: '1e3' } },
    ],
    ['lines', { lines: linesOf(...Array.from({ length: 501 }, () => ({ amountMinor: '1' }))) }],
    ['lines[0].damageBp', { lines: [aLine({ damageBp: 10_001 })] }],
    ['lines[0].damageBp', { lines: [aLine({ damageBp: 12.5 })] }],
    ['lines[0].feesMinor', { lines: [aLine({ feesMinor: '1.00' })] }],
    ['lines[0].purchasePriceMinor', { lines: [aLine({ purchasePriceMinor: '-1' })] }],
    ['fundsFoundMinor', { fundsFoundMinor: 'all' }],
    ['events.delivered', { events: { delivered: '2026-11-01' } }],
    ['events.decided', { events: { decided: '2026-11-01T00:00:00Z' } as never }],
  ])('refuses facts whose %s no rule could judge', (field, changes) => {
    expect(() => assess(wallet, theFacts(changes), NOW)).toThrow(
      expect.objectContaining({
        code: 'programs.malformed_facts',
        details: expect.objectContaining({ field }),
      }),
    );
  });
});
