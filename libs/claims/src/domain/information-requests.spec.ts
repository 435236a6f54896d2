import type { EvidenceState } from '@app/programs';

import { askedState, requireAnswerable, requireAskable, waitedFor } from './information-requests';
import type { Asking } from './information-requests';
import { refusedBy } from './testing/refusals';

const asking = (wish: {
  asked?: readonly string[];
  held?: readonly string[];
  cannot?: readonly string[];
}): Asking => ({
  asked: (wish.asked ?? []).map((item) => ({ item, requestId: `irq_${item}` })),
  held: new Set(wish.held),
  cannot: new Set(wish.cannot),
});

/** A list with items that are required, and one that is not. */
const list = (missing: readonly string[]): EvidenceState[] =>
  ['identity', 'receipt', 'letter'].map((item) => ({
    item,
    label: { en: item, 'zh-CN': item },
    why: { en: item, 'zh-CN': item },
    required: item !== 'letter',
    state: missing.includes(item) ? 'missing' : 'received',
  }));

describe('what a claimant was asked for', () => {
  it.each([
    [[], [], 'open'],
    [['letter'], [], 'received'],
    [[], ['letter'], 'cannot'],
    [['letter'], ['letter'], 'received'],
  ])('stands, with %j on file and %j not to be had, as %s', (held, cannot, state) => {
    expect(askedState('letter', asking({ held, cannot }))).toBe(state);
  });
});

describe('what is waited for', () => {
  it.each<[string, Parameters<typeof asking>[0], readonly string[], readonly string[]]>([
    ['nothing', {}, [], []],
    ['what is required and missing', {}, ['identity', 'receipt'], ['identity', 'receipt']],
    ['not what is missing and not required', {}, ['letter'], []],
    ['what was asked for, required or not', { asked: ['letter'] }, ['letter'], ['letter']],
    ['not what was asked for and is there', { asked: ['letter'], held: ['letter'] }, [], []],
    [
      'not what cannot be had, required or not',
      { asked: ['letter', 'receipt'], cannot: ['letter', 'receipt'] },
      ['letter', 'receipt'],
      [],
    ],
    ['each thing once', { asked: ['identity'] }, ['identity'], ['identity']],
  ])('is %s', (_, wish, missing, expected) => {
    expect(waitedFor(asking(wish), list(missing))).toEqual(expected);
  });
});

describe('asking for something', () => {
  const letter = { item: 'letter', label: { en: 'Letter', 'zh-CN': '信件' } };
  const file = {
    id: 'evd_1',
    item: 'letter',
    fileName: 'letter.pdf',
    uploadedAt: new Date('2026-11-20T08:00:00Z'),
  };

  it.each([
    ['is on file', {}, { files: [file], waived: [] }, 'evidence.already_on_file'],
    ['was waived', {}, { files: [], waived: ['letter'] }, 'information.waived'],
    ['was asked for', { asked: ['letter'] }, { files: [], waived: [] }, 'information.asked'],
    [
      'was answered',
      { asked: ['letter'], cannot: ['letter'] },
      { files: [], waived: [] },
      'information.answered',
    ],
  ])('is refused when it %s', (_, wish, known, code) => {
    expect(refusedBy(() => requireAskable(letter, asking(wish), known))).toMatchObject({ code });
  });

  it('names the file that is there, and since when', () => {
    const known = { files: [file], waived: [] };
    const refusal = refusedBy(() => requireAskable(letter, asking({}), known));
    expect(refusal?.details).toMatchObject({
      evidenceId: 'evd_1',
      receivedAt: '2026-11-20T08:00:00.000Z',
    });
    expect(refusal?.text['zh-CN']).toContain('letter.pdf');
  });

  it('is taken for what nobody has asked for yet', () => {
    const known = { files: [{ ...file, item: 'identity' }], waived: ['receipt'] };
    expect(() => requireAskable(letter, asking({ asked: ['identity'] }), known)).not.toThrow();
  });
});

describe('the answer "I cannot give this"', () => {
  const items = [{ item: 'letter', requestId: 'irq_1' }];

  it('is taken for what is open', () => {
    expect(requireAnswerable('letter', items, asking({}))).toBe(items[0]);
  });

  it.each([
    ['to something else', 'receipt', {}, 'information.unknown_item'],
    ['to what is there', 'letter', { held: ['letter'] }, 'information.received'],
    ['a second time', 'letter', { cannot: ['letter'] }, 'information.answered'],
  ])('is refused %s', (_, item, wish, code) => {
    const answer = (): unknown => requireAnswerable(item, items, asking(wish));
    expect(refusedBy(answer)).toMatchObject({ code });
  });
});
