import { TOLD_EVENTS } from '@app/claims';
import type { ToldEvent } from '@app/claims';

import { NOTICES } from './notices';
import { NOTICE_OF_EVENT, appealSentence, noticesOf } from './told-notices';
import type { ToldClaim } from './told-notices';

const CLAIM: ToldClaim = {
  claimedMinor: 100n,
  awardedMinor: null,
  decisionId: null,
  award: '',
  appeal: { en: '', 'zh-CN': '' },
};
const toldOf = (kinds: readonly ToldEvent[], claim: Partial<ToldClaim> = {}): string[] =>
  noticesOf(
    kinds.map((kind, index) => ({
      id: `cev_${String(index)}`,
      kind,
      summary: { en: kind, 'zh-CN': kind },
    })),
    { ...CLAIM, ...claim },
  ).map(({ key, causedBy }) => `${causedBy} ${key}`);

describe('the events of a claim', () => {
  it('are each told by a notice that there is', () => {
    for (const kind of TOLD_EVENTS) {
      expect(Object.keys(NOTICES)).toContain(NOTICE_OF_EVENT[kind]);
      expect(toldOf([kind])).toHaveLength(1);
    }
  });

  it.each<[bigint, string]>([
    [100n, 'decision.approved'],
    [120n, 'decision.approved'],
    [99n, 'decision.partial'],
  ])('when %s of 100 are awarded are told by %s', (awardedMinor, key) => {
    expect(toldOf(['claim.approved'], { awardedMinor })).toEqual([`cev_0 ${key}`]);
  });

  it.each<[readonly ToldEvent[], string[]]>([
    [['claim.filed', 'claim.in_review'], ['cev_0 claim.received']],
    [['claim.in_review'], ['cev_0 claim.in_review']],
    [['payout.opened', 'payout.settled'], ['cev_1 payout.paid']],
    [
      ['claim.filed', 'claim.evidence_needed'],
      ['cev_0 claim.received', 'cev_1 info.requested'],
    ],
  ])('%j in one breath are told by %j', (kinds, told) => {
    expect(toldOf(kinds)).toEqual(told);
  });
});

describe('how to appeal', () => {
  it.each([
    [null, 'There is no further appeal with us', '已无进一步申诉途径'],
    [{ dueAt: null }, 'there is no time limit', '不限时间'],
    [
      { dueAt: new Date('2026-12-03T15:59:59.999Z') },
      'by 3 December 2026, 24:00',
      '2026年12月3日 24:00',
    ],
  ])('%j is said in both languages', (next, en, zh) => {
    const sentence = appealSentence(next, 'Asia/Shanghai');
    expect(sentence.en).toContain(en);
    expect(sentence['zh-CN']).toContain(zh);
  });
});
