import { readClaim } from './claim';

const both = { en: 'Words.', 'zh-CN': '文字。' };
const cny = (amountMinor: string): object => ({ currency: 'CNY', amountMinor });

const CLOCK = {
  id: 'decide',
  label: both,
  startedAt: '2026-11-27T01:00:00.000Z',
  dueAt: '2026-12-04T10:00:00.000Z',
  state: 'running',
  pausedReason: null,
  pausedReasonLabel: null,
};
const EVIDENCE = {
  item: 'identity',
  label: both,
  why: both,
  required: true,
  state: 'received',
  files: [{ id: 'evd_1', fileName: 'passport.png' }],
};
const CLAIM = {
  id: 'clm_1',
  reference: 'CLM-7K3M-92QD',
  status: 'in_review',
  claimed: cny('86000'),
  paid: cny('0'),
  provisional: null,
  lines: [{ id: 'cln_1', paymentId: 'pmt_1', money: cny('86000'), status: 'open' }],
  owner: { name: 'Wang Min' },
  nextStep: { code: 'review', text: both, by: 'reviewer', dueAt: '2026-11-30T10:00:00.000Z' },
  clocks: [CLOCK],
  warnings: [{ code: 'clock.due_estimated', clock: 'decide', text: both }],
  evidence: [EVIDENCE],
  allowedActions: ['withdraw', 'add_evidence'],
  createdAt: '2026-11-27T01:00:00.000Z',
};

describe('a claim, for whoever claims', () => {
  it('says who has it, what was promised, what we hold and what they can do', () => {
    expect(readClaim(CLAIM)).toMatchObject({
      reference: 'CLM-7K3M-92QD',
      ownerName: 'Wang Min',
      promises: [{ id: 'decide', state: 'running', dueAt: new Date('2026-12-04T10:00:00Z') }],
      warnings: [both],
      evidence: [{ item: 'identity', isRequired: true, fileNames: ['passport.png'] }],
      lines: [{ id: 'cln_1', money: cny('86000'), award: null }],
      decisionId: null,
      canAppeal: false,
      canWithdraw: true,
      mergedInto: null,
    });
  });

  it('has no owner and no award before somebody takes it and decides', () => {
    expect(readClaim({ ...CLAIM, owner: null })).toMatchObject({
      ownerName: null,
      money: { awarded: null, credited: null, takenBack: null },
    });
  });

  it('says what was credited before the decision, and what of it was taken back', () => {
    const credit = { status: 'granted', money: cny('50000'), takenBack: cny('0') };
    expect(readClaim({ ...CLAIM, provisional: credit })?.money).toMatchObject({
      credited: cny('50000'),
      takenBack: null,
    });
    const back = { ...credit, takenBack: cny('50000') };
    expect(readClaim({ ...CLAIM, provisional: back })?.money.takenBack).toEqual(cny('50000'));
  });

  it('says what was paid beside the award, where something was', () => {
    expect(readClaim(CLAIM)?.money.goodwill).toBeNull();
    expect(readClaim({ ...CLAIM, goodwill: cny('5000') })?.money.goodwill).toEqual(cny('5000'));
  });

  it('names the decision, what it awarded for each payment, and that it can be appealed', () => {
    const decided = {
      ...CLAIM,
      decisionId: 'dec_1',
      lines: [{ ...CLAIM.lines[0], award: cny('50000') }],
      allowedActions: ['appeal'],
    };
    expect(readClaim(decided)).toMatchObject({
      decisionId: 'dec_1',
      lines: [{ award: cny('50000') }],
      canAppeal: true,
    });
  });

  it('names the claim that it goes on in', () => {
    const mergedInto = { id: 'clm_2', reference: 'CLM-AAAA-BBBB' };
    expect(readClaim({ ...CLAIM, mergedInto })?.mergedInto).toBe('CLM-AAAA-BBBB');
  });

  it.each([
    ['nothing', null],
    ['a list', [CLAIM]],
    ['no clocks', { ...CLAIM, clocks: undefined }],
    ['a clock in a state that is none', { ...CLAIM, clocks: [{ ...CLOCK, state: 'melted' }] }],
    ['a promise without words', { ...CLAIM, clocks: [{ ...CLOCK, label: 'decide' }] }],
    ['an award that is a number', { ...CLAIM, awarded: 860 }],
    ['no lines', { ...CLAIM, lines: undefined }],
    ['a line without an amount', { ...CLAIM, lines: [{ id: 'cln_1' }] }],
    ['no word on what was paid', { ...CLAIM, paid: undefined }],
    ['something beside the award that is a number', { ...CLAIM, goodwill: 50 }],
    ['no word on credits', { ...CLAIM, provisional: undefined }],
    ['half a credit', { ...CLAIM, provisional: { money: cny('1') } }],
    ['evidence in a state that is none', { ...CLAIM, evidence: [{ ...EVIDENCE, state: 'lost' }] }],
    ['a file without a name', { ...CLAIM, evidence: [{ ...EVIDENCE, files: [{}] }] }],
    ['no word on what can be done', { ...CLAIM, allowedActions: undefined }],
    ['a warning without words', { ...CLAIM, warnings: [{ code: 'x' }] }],
  ])('is refused whole with %s', (_what, body) => {
    expect(readClaim(body)).toBeNull();
  });
});
