import { formatAgo, formatDistance, formatDue, formatTime } from './format-time';

const AT = new Date('2026-11-23T08:00:05Z');

function later(seconds: number): Date {
  return new Date(AT.getTime() + seconds * 1_000);
}

describe('a moment on the page', () => {
  it('names date, seconds and zone in Chinese', () => {
    const text = formatTime(AT, 'zh-CN', 'Asia/Shanghai');
    expect(text).toMatch(/2026年11月23日/);
    expect(text).toMatch(/16:00:05/);
    expect(text).toMatch(/GMT\+8/);
  });

  it('names date, seconds and zone in English', () => {
    const text = formatTime(AT, 'en', 'UTC');
    expect(text).toMatch(/Nov 23, 2026/);
    expect(text).toMatch(/08:00:05/);
    expect(text).toMatch(/UTC/);
  });

  it.each([
    [0, 'now', '现在'],
    [1, '1 second ago', '1秒钟前'],
    [59, '59 seconds ago', '59秒钟前'],
    [60, '1 minute ago', '1分钟前'],
    [3_599, '59 minutes ago', '59分钟前'],
    [3_600, '1 hour ago', '1小时前'],
    [86_400, 'yesterday', '昨天'],
    [86_400 * 3, '3 days ago', '3天前'],
    [-5, 'now', '现在'],
  ])('%i seconds later is "%s" and "%s"', (seconds, english, chinese) => {
    expect(formatAgo(AT, later(seconds), 'en')).toBe(english);
    expect(formatAgo(AT, later(seconds), 'zh-CN')).toBe(chinese);
  });
});

describe('a time by which something is promised', () => {
  it('names the day, the minute and the zone in both languages', () => {
    const english = formatDue(AT, 'en', 'Asia/Shanghai');
    expect(english).toMatch(/Mon, Nov 23, 2026/);
    expect(english).toMatch(/16:00 GMT\+8/);
    const chinese = formatDue(AT, 'zh-CN', 'Asia/Shanghai');
    expect(chinese).toMatch(/2026年11月23日/);
    expect(chinese).toMatch(/周一/);
  });

  it.each([
    [-86_400 * 2, 'in 2 days', '2天后'],
    [-3_600, 'in 1 hour', '1小时后'],
    [-30, 'in 30 seconds', '30秒钟后'],
    [0, 'now', '现在'],
    [3_600, '1 hour ago', '1小时前'],
  ])('seen %i seconds after it is "%s" and "%s"', (seconds, english, chinese) => {
    expect(formatDistance(AT, later(seconds), 'en')).toBe(english);
    expect(formatDistance(AT, later(seconds), 'zh-CN')).toBe(chinese);
  });
});
