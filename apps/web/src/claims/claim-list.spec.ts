import { readClaimList } from './claim-list';

const text = { en: 'A reviewer looks at it.', 'zh-CN': '审核员正在审核。' };
const CLAIM = {
  id: 'clm_1',
  reference: 'CLM-7K3M-92QD',
  status: 'in_review',
  claimed: { currency: 'CNY', amountMinor: '86000' },
  nextStep: { code: 'review', text, by: 'reviewer', dueAt: '2026-11-30T10:00:00.000Z' },
  createdAt: '2026-11-27T01:00:00.000Z',
  narrative: 'more than a list needs',
};

describe('the list of claims', () => {
  it('shows each with what is next and by when', () => {
    const page = readClaimList({ data: [CLAIM], hasMore: true, next: 'clm_1' });
    expect(page).toEqual({
      items: [
        {
          id: 'clm_1',
          reference: 'CLM-7K3M-92QD',
          status: 'in_review',
          claimed: CLAIM.claimed,
          nextStep: { text, isForClaimant: false, dueAt: new Date('2026-11-30T10:00:00Z') },
          createdAt: new Date('2026-11-27T01:00:00Z'),
        },
      ],
      next: 'clm_1',
    });
  });

  it('may be empty, and a claim may have nothing left to do', () => {
    expect(readClaimList({ data: [], hasMore: false, next: null })).toEqual({
      items: [],
      next: null,
    });
    const done = readClaimList({ data: [{ ...CLAIM, nextStep: null }], next: null });
    expect(done?.items[0]?.nextStep).toBeNull();
  });

  it.each([
    ['no list', { data: 'none' }],
    ['a claim without a reference', { data: [{ ...CLAIM, reference: undefined }] }],
    ['an amount that is a number', { data: [{ ...CLAIM, claimed: 860 }] }],
    ['a step without words', { data: [{ ...CLAIM, nextStep: { by: 'reviewer', dueAt: null } }] }],
    [
      'a due time that is none',
      { data: [{ ...CLAIM, nextStep: { text, by: 'x', dueAt: 'soon' } }] },
    ],
    ['one claim that is none', { data: [CLAIM, null] }],
  ])('is refused whole with %s', (_what, body) => {
    expect(readClaimList(body)).toBeNull();
  });
});
