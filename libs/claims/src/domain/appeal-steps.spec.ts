import type { Pack } from '@app/programs';

import {
  appealState,
  isHeardHere,
  liveAppeal,
  nextAppealStep,
  nothingDecided,
  requireAppealable,
  requireInTime,
} from './appeal-steps';
import type { AppealStep, AppealableClaim, SteppedAppeal } from './appeal-steps';

const step = (id: string, by: string): AppealStep => ({
  step: id,
  by,
  from: 'decided',
  within: '15D',
  label: { en: `Step ${id}`, 'zh-CN': `步骤 ${id}` },
});
const REVIEWER = step('second_reviewer', 'another_reviewer');
const HEAD = step('head_of_review', 'another_reviewer');
const OMBUDSMAN = step('ombudsman', 'ombudsman');
const COURT = step('court', 'court');
const LABEL = { en: 'A loss', 'zh-CN': '损失' };
const PACK = {
  appeal: [REVIEWER, HEAD, OMBUDSMAN, COURT],
  amount: { coverageBp: 10_000, liability: null, caps: [], excess: null },
  lossTypes: [
    { id: 'theft', authorised: 'no', label: LABEL },
    { id: 'counterfeit', authorised: 'deceived', label: LABEL, coverageBp: 30_000 },
  ],
} satisfies Pick<Pack, 'appeal' | 'amount' | 'lossTypes'>;

const appeal = (wish: Partial<SteppedAppeal>): SteppedAppeal => ({
  step: REVIEWER.step,
  decisionId: 'dec_1',
  openedAt: null,
  ending: null,
  answerId: null,
  ...wish,
});
const answered = appeal({ ending: 'answered', answerId: 'dec_2' });

describe('the steps of an appeal', () => {
  it.each([
    ['of a decision that nobody has disputed is the first', 'dec_1', [], REVIEWER],
    ['of a decision that answered an appeal is the one after', 'dec_2', [answered], HEAD],
    [
      'of a decision that answered the last appeal in the house is outside',
      'dec_3',
      [
        answered,
        appeal({ step: HEAD.step, decisionId: 'dec_2', ending: 'answered', answerId: 'dec_3' }),
      ],
      OMBUDSMAN,
    ],
    [
      'after the ombudsman is the court, also against the same decision',
      'dec_3',
      [appeal({ step: OMBUDSMAN.step, decisionId: 'dec_3', ending: 'outside' })],
      COURT,
    ],
    [
      'after the court is none',
      'dec_3',
      [appeal({ step: COURT.step, decisionId: 'dec_3', ending: 'outside' })],
      null,
    ],
    [
      'is the same again when the appeal was withdrawn',
      'dec_1',
      [appeal({ ending: 'withdrawn' })],
      REVIEWER,
    ],
    ['of a decision on a reopened claim is the first again', 'dec_9', [answered], REVIEWER],
  ] as const)('the next one %s', (_which, decisionId, appeals, expected) => {
    expect(nextAppealStep(PACK, decisionId, appeals)).toBe(expected);
  });

  it('has none where the pack lists none', () => {
    expect(nextAppealStep({ appeal: [] }, 'dec_1', [])).toBeNull();
  });

  it('is heard here only by another reviewer', () => {
    expect(PACK.appeal.filter(isHeardHere)).toEqual([REVIEWER, HEAD]);
  });
});

describe('where an appeal stands', () => {
  const openedAt = new Date('2026-11-20T02:00:00Z');
  it.each([
    ['lodged', appeal({})],
    ['open', appeal({ openedAt })],
    ['answered', answered],
    ['withdrawn', appeal({ openedAt, ending: 'withdrawn' })],
    ['outside', appeal({ ending: 'outside' })],
  ] as const)('is %s', (state, one) => {
    expect(appealState(one)).toBe(state);
  });

  it('is alive until it has ended', () => {
    const open = appeal({ openedAt });
    expect(liveAppeal([answered, open])).toBe(open);
    expect(liveAppeal([answered])).toBeUndefined();
  });
});

describe('an appeal is taken', () => {
  const claim: AppealableClaim = {
    decisionId: 'dec_1',
    lossType: 'theft',
    lines: [
      { id: 'cln_1', amountMinor: 900n, awardMinor: 0n },
      { id: 'cln_2', amountMinor: 500n, awardMinor: 500n },
    ],
  };
  const given = { pack: PACK, appeals: [] };

  it('about any lines of the claim, on the next step', () => {
    const wish = { lineIds: ['cln_2', 'cln_1'] };
    expect(requireAppealable(wish, claim, given)).toBe(REVIEWER);
  });

  it.each([
    ['another one lives', ['cln_1'], [appeal({})], PACK, 'appeal.open_already'],
    ['the pack has no step', ['cln_1'], [], { ...PACK, appeal: [] }, 'appeal.no_step'],
    ['a line is not of the claim', ['cln_1', 'cln_9'], [], PACK, 'appeal.unknown_line'],
    ['a line is named twice', ['cln_1', 'cln_1'], [], PACK, 'appeal.unknown_line'],
    ['it got what it asked for', ['cln_2'], [], PACK, 'appeal.nothing_disputed'],
  ])('unless %s', (_why, lineIds, appeals, pack, code) => {
    const take = (): unknown => requireAppealable({ lineIds }, claim, { pack, appeals });
    expect(take).toThrow(expect.objectContaining({ code }));
  });

  it('about an award of the price, where three times the price is promised', () => {
    const counterfeit = { ...claim, lossType: 'counterfeit' };
    expect(requireAppealable({ lineIds: ['cln_2'] }, counterfeit, given)).toBe(REVIEWER);
  });

  it('with the name of the field that is wrong', () => {
    const wish = { lineIds: ['cln_1', 'cln_9'] };
    expect(() => requireAppealable(wish, claim, given)).toThrow(
      expect.objectContaining({
        details: { field: 'lines[1].lineId', saw: 'cln_9' },
      }),
    );
  });

  it('not when nothing was decided', () => {
    expect(nothingDecided()).toMatchObject({ kind: 'conflict', code: 'appeal.nothing_decided' });
  });
});

describe('the time limit of an appeal', () => {
  const dueAt = new Date('2026-12-09T15:59:59.999Z');
  const given = { step: REVIEWER, day: (at: Date): string => at.toISOString().slice(0, 10) };

  it.each([
    ['before it', dueAt, new Date('2026-12-01T00:00:00Z')],
    ['in its last moment', dueAt, dueAt],
    ['whenever there is none', null, new Date('2099-01-01T00:00:00Z')],
  ])('lets an appeal in %s', (_when, limit, now) => {
    expect(() => requireInTime(limit, now, given)).not.toThrow();
  });

  it('refuses the first moment after it, and names the day in both languages', () => {
    const late = new Date(dueAt.getTime() + 1);
    expect(() => requireInTime(dueAt, late, given)).toThrow(
      expect.objectContaining({
        kind: 'conflict',
        code: 'appeal.too_late',
        details: { dueAt: '2026-12-09T15:59:59.999Z', step: 'second_reviewer' },
        text: {
          en: expect.stringContaining('by 2026-12-09'),
          'zh-CN': expect.stringContaining('2026-12-09 前'),
        },
      }),
    );
  });
});
