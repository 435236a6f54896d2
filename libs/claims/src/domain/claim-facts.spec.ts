import { claimFacts } from './claim-facts';
import type { ClaimFactsInput } from './claim-facts';
import { NOTHING_RECORDED } from './recorded-facts';

const AT = new Date('2026-11-20T02:00:00.123Z');

describe('a claim as the policy pack sees it', () => {
  const input: ClaimFactsInput = {
    lossType: 'account_theft',
    claimantKind: 'individual',
    discoveredAt: new Date('2026-11-19T23:30:00Z'),
    filedAt: AT,
    lines: [
      {
        lineId: 'cln_1',
        amountMinor: 9_007_199_254_740_993n,
        payment: {
          id: 'pmt_1',
          currency: 'CNY',
          paidAt: AT,
          rail: 'quick_pay',
          refundedMinor: 1n,
          amountMinor: 9_007_199_254_740_994n,
          status: 'partly_refunded',
        },
      },
    ],
    awardedThisYearMinor: 5n,
    evidence: ['identity'],
    signals: [],
    recorded: NOTHING_RECORDED,
    findings: [],
  };
  const facts = claimFacts(input);

  it('holds every amount as digits and every time in UTC', () => {
    expect(facts).toEqual({
      lossType: 'account_theft',
      discoveredAt: '2026-11-19T23:30:00.000Z',
      filedAt: '2026-11-20T02:00:00.123Z',
      claimant: { kind: 'individual', awardedThisYearMinor: '5' },
      lines: [
        {
          lineId: 'cln_1',
          paymentId: 'pmt_1',
          amountMinor: '9007199254740993',
          currency: 'CNY',
          paidAt: '2026-11-20T02:00:00.123Z',
          rail: 'quick_pay',
          refundedMinor: '1',
          paymentAmountMinor: '9007199254740994',
          status: 'partly_refunded',
        },
      ],
      evidence: ['identity'],
      signals: [],
    });
  });

  it('survives being stored and read back', () => {
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
  });

  it('names no person', () => {
    expect(JSON.stringify(facts)).not.toMatch(/payer|name|party|phone|email/i);
  });

  it('carries what was found out, each where it belongs', () => {
    const found = claimFacts({
      ...input,
      claimantKind: 'business',
      findings: [
        { finding: 'exclusions.family', lineId: null, value: 'true' },
        { finding: 'fundsFoundMinor', lineId: null, value: '100' },
        { finding: 'claimantKind', lineId: null, value: 'micro_enterprise' },
        { finding: 'damageBp', lineId: 'cln_1', value: '2500' },
        { finding: 'damageBp', lineId: 'cln_2', value: '9000' },
      ],
    });
    expect(found).toEqual({
      ...facts,
      claimant: { ...facts.claimant, kind: 'micro_enterprise' },
      exclusions: ['family'],
      fundsFoundMinor: '100',
      lines: [{ ...facts.lines[0], damageBp: 2_500 }],
    });
  });

  it('carries milestones and circumstances, each where it belongs and as it was recorded last', () => {
    const told = claimFacts({
      ...input,
      recorded: {
        milestones: [
          { milestone: 'statement_sent', at: new Date(0) },
          { milestone: 'statement_sent', at: AT },
        ],
        circumstances: [
          { circumstance: 'vulnerable', lineId: null, established: false },
          { circumstance: 'vulnerable', lineId: null, established: true },
          { circumstance: 'new_account', lineId: null, established: false },
          { circumstance: 'foreign', lineId: 'cln_1', established: true },
          { circumstance: 'no_sca', lineId: 'cln_2', established: true },
        ],
      },
    });
    expect(told).toEqual({
      ...facts,
      events: { statement_sent: AT.toISOString() },
      circumstances: ['vulnerable'],
      refuted: ['new_account'],
      lines: [{ ...facts.lines[0], circumstances: ['foreign'] }],
    });
  });
});
