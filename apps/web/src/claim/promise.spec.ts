import { readPromise, standingOf } from './promise';

const NOW = new Date('2026-11-27T09:00:00Z');
const PAST = new Date('2026-11-27T08:59:59Z');
const AHEAD = new Date('2026-11-27T09:00:01Z');

describe('a promise', () => {
  it.each([
    ['running', AHEAD, 'running'],
    ['running', null, 'running'],
    ['running', PAST, 'late'],
    ['running', NOW, 'late'],
    ['breached', PAST, 'late'],
    ['breached', AHEAD, 'late'],
    ['paused', PAST, 'paused'],
    ['met', PAST, 'kept'],
    ['stopped', PAST, 'ended'],
  ] as const)('that is %s and due %p is %s', (state, dueAt, standing) => {
    expect(standingOf({ state, dueAt }, NOW)).toBe(standing);
  });

  it('that waits says for what', () => {
    const label = { en: 'Decision', 'zh-CN': '决定' };
    const pausedReasonLabel = { en: 'Your evidence', 'zh-CN': '您的材料' };
    const clock = { id: 'decide', label, state: 'paused', dueAt: null, pausedReasonLabel };
    expect(readPromise(clock)).toEqual({
      id: 'decide',
      label,
      state: 'paused',
      dueAt: null,
      pausedFor: pausedReasonLabel,
    });
  });
});
