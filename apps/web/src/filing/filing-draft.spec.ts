import { readDraftList, readFilingDraft } from './filing-draft';

const both = { en: 'Words.', 'zh-CN': '文字。' };
const FILE = { item: 'identity', sha256: 'ab', fileName: 'id.png', size: 7 };
const ITEM = { item: 'identity', label: both, why: both, required: true, files: [FILE] };
const LISTED = {
  id: 'drf_1',
  claim: { lossType: 'theft' },
  version: 2,
  updatedAt: '2026-11-27T01:00:00.000Z',
  expiresAt: '2026-12-27T01:00:00.000Z',
};
const DRAFT = {
  ...LISTED,
  problems: [{ field: 'lines', code: 'isDefined', saw: 'nothing', texts: both }],
  pack: { packId: 'p', packVersion: '1', name: both },
  claimed: { currency: 'CNY', amountMinor: '86000' },
  evidence: [ITEM],
  files: [FILE],
  estimatedDecisionAt: null,
};

describe('a claim that is being written', () => {
  it('says what was typed, what is wrong with it, and what is asked for', () => {
    expect(readFilingDraft(DRAFT)).toMatchObject({
      version: 2,
      content: { lossType: 'theft' },
      problems: [{ field: 'lines' }],
      programName: both,
      evidence: [{ item: 'identity', isRequired: true, files: [{ fileName: 'id.png' }] }],
      decisionAt: null,
    });
    const early = { ...DRAFT, pack: null, claimed: null, evidence: [] };
    expect(readFilingDraft(early)).toMatchObject({ programName: null, claimed: null });
  });

  it('is shorter in the list of one’s drafts', () => {
    const page = readDraftList({ data: [LISTED], hasMore: false, next: null });
    expect(page?.items[0]).toMatchObject({ id: 'drf_1', content: { lossType: 'theft' } });
  });

  it.each([
    ['nothing', null],
    ['no version', { ...DRAFT, version: '2' }],
    ['no content', { ...DRAFT, claim: null }],
    ['a problem without words', { ...DRAFT, problems: [{ field: 'lines', code: 'x' }] }],
    ['a guarantee without a name', { ...DRAFT, pack: {} }],
    ['an amount that is a number', { ...DRAFT, claimed: 860 }],
    ['an item that says nothing', { ...DRAFT, evidence: [{ ...ITEM, why: 'because' }] }],
    [
      'a file without a name',
      { ...DRAFT, evidence: [{ ...ITEM, files: [{ ...FILE, fileName: 1 }] }] },
    ],
    ['a date that is none', { ...DRAFT, estimatedDecisionAt: 'soon' }],
  ])('is refused whole with %s', (_what, body) => {
    expect(readFilingDraft(body)).toBeNull();
  });
});
