import { readTimeline } from './timeline';

const summary = { en: 'Filed.', 'zh-CN': '已提交。' };
const event = (at: string): object => ({ at, kind: 'filed', actor: { role: 'system' }, summary });

describe('the timeline', () => {
  it('tells what happened, the newest first', () => {
    const data = [event('2026-11-27T01:00:00.000Z'), event('2026-11-27T02:00:00.000Z')];
    expect(readTimeline({ data, hasMore: false, next: null })).toEqual([
      { at: new Date('2026-11-27T02:00:00Z'), summary },
      { at: new Date('2026-11-27T01:00:00Z'), summary },
    ]);
  });

  it.each([
    ['no list', {}],
    ['an event at no time', { data: [event('once')] }],
    ['an event without words', { data: [{ at: '2026-11-27T01:00:00Z', actor: {} }] }],
  ])('is refused whole with %s', (_what, body) => {
    expect(readTimeline(body)).toBeNull();
  });
});
