import { readAppeals } from './appeals';

const label = { en: 'Within 15 days.', 'zh-CN': '15 天内。' };
const NEXT = {
  step: 'internal',
  label,
  heardBy: 'another_reviewer',
  isHeardHere: true,
  lodgeUntil: '2026-12-12T15:59:59.999Z',
  isInTime: true,
};
const APPEAL = {
  id: 'apl_1',
  grounds: 'It was not me.',
  lodgedAt: '2026-11-27T01:00:00.000Z',
  endedAt: null,
};
const ANSWER = { data: [APPEAL], hasMore: false, next: null, nextStep: NEXT };

describe('appeals against a decision', () => {
  it('say what was lodged, and what can be lodged until when', () => {
    expect(readAppeals(ANSWER)).toEqual({
      lodged: [
        {
          id: 'apl_1',
          grounds: 'It was not me.',
          lodgedAt: new Date('2026-11-27T01:00:00Z'),
          endedAt: null,
        },
      ],
      next: {
        label,
        isHeardHere: true,
        lodgeUntil: new Date('2026-12-12T15:59:59.999Z'),
        isInTime: true,
      },
    });
    expect(readAppeals({ ...ANSWER, data: [], nextStep: null })).toEqual({
      lodged: [],
      next: null,
    });
  });

  it.each([
    ['nothing', null],
    ['no word on the next step', { ...ANSWER, nextStep: undefined }],
    ['a step without words', { ...ANSWER, nextStep: { ...NEXT, label: 'appeal' } }],
    ['a limit that is none', { ...ANSWER, nextStep: { ...NEXT, lodgeUntil: 'soon' } }],
    ['an appeal without grounds', { ...ANSWER, data: [{ ...APPEAL, grounds: 7 }] }],
  ])('are refused whole with %s', (_what, body) => {
    expect(readAppeals(body)).toBeNull();
  });
});
