import { CLAIM_STATUSES, TOLD_EVENTS } from '@app/claims';
import type { ClaimStatus, ToldEvent } from '@app/claims';

import { NOTICES } from './notices';
import { NOTICE_OF_EVENT, appealSentence, noticesOf } from './told-notices';
import type { ToldClaim } from './told-notices';

const CLAIM: ToldClaim = {
  status: 'in_review',
  nextStep: 'review',
  goesOnIn: '',
  claimedMinor: 100n,
  awardedMinor: null,
  decisionId: null,
  award: { en: '', 'zh-CN': '' },
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
      const told = CLAIM_STATUSES.map((status) => toldOf([kind], { status }).length);
      expect(told).toContain(1);
    }
  });

  it.each<[ToldEvent, ClaimStatus, number]>([
    ['claim.evidence_needed', 'awaiting_claimant', 1],
    ['claim.evidence_needed', 'assessing', 0],
    ['information.reminded', 'in_review', 0],
    ['information.overdue', 'closed', 0],
    ['claim.in_review', 'awaiting_approval', 1],
    ['claim.in_review', 'withdrawn', 0],
  ])('ask for nothing, and promise nothing, that is over: %s when it is %s', (kind, status, n) => {
    expect(toldOf([kind], { status })).toHaveLength(n);
  });

  it('say of a merged claim that it goes on, and of what was asked for on it nothing', () => {
    const kinds = ['claim.evidence_needed', 'claim.merged_into'] as const;
    expect(toldOf(kinds, { status: 'closed' })).toEqual(['cev_1 claim.merged']);
  });

  it.each([
    ['review', 'sla.late'],
    ['pay_by_default', 'sla.late'],
    ['deny_by_default', 'info.overdue'],
    ['close_by_default', 'info.overdue'],
  ] as const)('of a broken clock with %s next are told by %s', (nextStep, key) => {
    expect(toldOf(['clock.breached'], { nextStep })).toEqual([`cev_0 ${key}`]);
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
  ])('%j in one breath are told by %j', (kinds, told) => {
    expect(toldOf(kinds)).toEqual(told);
  });
});

describe('how to appeal', () => {
  const elsewhere = { by: 'ombudsman' };
  it.each([
    [null, 'There is no further appeal with us', '已无进一步申诉途径'],
    [{ step: elsewhere, dueAt: null }, 'there is no time limit', '不限时间'],
    [
      { step: elsewhere, dueAt: new Date('2026-12-03T15:59:59.999Z') },
      'by 3 December 2026, 24:00',
      '2026年12月3日 24:00',
    ],
  ])('%j is said in both languages', (next, en, zh) => {
    const sentence = appealSentence(next, 'Asia/Shanghai');
    expect(sentence.en).toContain(en);
    expect(sentence['zh-CN']).toContain(zh);
    expect(sentence.en).not.toContain('Another reviewer');
  });

  it('names another reviewer only where one hears it', () => {
    const next = { step: { by: 'another_reviewer' }, dueAt: null };
    const sentence = appealSentence(next, 'Asia/Shanghai');
    expect(sentence.en).toMatch(/no time limit\. Another reviewer/);
    expect(sentence['zh-CN']).toContain('另一位审核员');
  });
});
