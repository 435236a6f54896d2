import { DomainError } from '@app/kernel';
import type { EvidenceState } from '@app/programs';

import { requireEvidence } from './required-evidence';

function endOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    const { code, details } = error as DomainError;
    return `${code} at ${details.field ?? ''}`;
  }
}

describe('the evidence of a decision', () => {
  const item = (id: string, required: boolean, state: EvidenceState['state']): EvidenceState => ({
    item: id,
    label: { en: id, 'zh-CN': id },
    required,
    state,
    why: { en: 'why', 'zh-CN': '原因' },
  });
  const LIST = [
    item('identity', true, 'received'),
    item('police_receipt', true, 'missing'),
    item('declaration', true, 'missing'),
    item('new_card_proof', false, 'missing'),
  ];
  const waive = (...items: string[]): { item: string; reason: string }[] =>
    items.map((waived) => ({ item: waived, reason: 'Known to us.' }));

  it.each<[string, string[], unknown]>([
    ['nothing waived', [], 'evidence.missing at evidenceWaivers'],
    ['one of two waived', ['declaration'], 'evidence.missing at evidenceWaivers'],
    ['all that is missing waived', ['declaration', 'police_receipt'], undefined],
    [
      'more waived than is missing',
      ['declaration', 'police_receipt', 'identity'],
      'evidence.waiver_idle at evidenceWaivers',
    ],
    [
      'something waived that is not required',
      ['declaration', 'police_receipt', 'new_card_proof'],
      'evidence.waiver_idle at evidenceWaivers',
    ],
    [
      'something waived that is not on the list',
      ['declaration', 'police_receipt', 'selfie'],
      'evidence.waiver_idle at evidenceWaivers',
    ],
  ])('with %s', (_what, waived, expected) => {
    expect(endOf(() => requireEvidence(LIST, waive(...waived)))).toBe(expected);
  });

  it('is complete when all that is required is received', () => {
    const list = LIST.map((state) => ({ ...state, state: 'received' as const }));
    expect(endOf(() => requireEvidence(list, []))).toBeUndefined();
  });

  it('names every missing item in the refusal', () => {
    expect(() => requireEvidence(LIST, [])).toThrow(/police_receipt, declaration/);
  });
});
