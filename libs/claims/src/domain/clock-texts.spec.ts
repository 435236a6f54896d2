import { calendarOf } from '@app/programs';
import type { BreachEffect, CalendarId } from '@app/programs';

import { CLOCK_TEXTS, wallTime } from './clock-texts';

const LABEL = { en: 'We decide in time', 'zh-CN': '按时决定' };

describe('a time for people', () => {
  it.each<[string, CalendarId, string]>([
    // The end of a day is told by the day.
    ['2026-11-20T15:59:59.999Z', 'CN', '2026-11-20'],
    ['2026-11-20T23:59:59.999Z', 'GB-EAW', '2026-11-20'],
    ['2026-07-20T22:59:59.999Z', 'GB-EAW', '2026-07-20'],
    ['2026-11-20T15:59:59.998Z', 'CN', '2026-11-20 23:59 (Asia/Shanghai)'],
    ['2026-11-20T02:30:00Z', 'CN', '2026-11-20 10:30 (Asia/Shanghai)'],
    ['2026-07-20T02:30:00Z', 'US-FED', '2026-07-19 22:30 (America/New_York)'],
    ['2026-11-20T05:00:00Z', 'US-FED', '2026-11-20 00:00 (America/New_York)'],
  ])('%s is %s: %s', (instant, calendar, words) => {
    expect(wallTime(new Date(instant), calendarOf(calendar))).toBe(words);
  });
});

describe('what the timeline says of a broken promise', () => {
  const EFFECTS: (BreachEffect | 'credited' | null)[] = [
    'escalate',
    'provisional_credit',
    'credited',
    'pay_claimant',
    'deny_claimant',
    'close',
    null,
  ];

  it.each(EFFECTS)('is what was promised, when it ended and what follows: %s', (effect) => {
    const words = CLOCK_TEXTS.breached(LABEL, '2026-11-20', effect);
    expect(words.en).toMatch(/^The time for "We decide in time" ended: 2026-11-20\. .+\.$/);
    expect(words['zh-CN']).toMatch(/^“按时决定”的期限已过：2026-11-20。.+。$/);
  });

  it('is another thing for each consequence', () => {
    const texts = EFFECTS.map((effect) => CLOCK_TEXTS.breached(LABEL, 'today', effect).en);
    expect(new Set(texts).size).toBe(EFFECTS.length);
  });

  it.each<BreachEffect>(['deny_claimant', 'close'])('promises a person before %s', (effect) => {
    const words = CLOCK_TEXTS.breached(LABEL, 'today', effect);
    expect(words.en).toContain('A reviewer looks at it first');
    expect(words['zh-CN']).toContain('将先由审核员查看');
  });
});

describe('what the timeline says of a recorded fact', () => {
  it('names a milestone and its time, and of a circumstance nothing', () => {
    const event = { en: 'delivery', 'zh-CN': '交付' };
    expect(CLOCK_TEXTS.milestone(event, '2026-11-20').en).toBe('Recorded: delivery, 2026-11-20.');
    expect(CLOCK_TEXTS.circumstance.en).not.toMatch(/vulnerab|fraud/i);
  });

  it('says when a clock that goes on is due, if it ever is', () => {
    expect(CLOCK_TEXTS.resumed(LABEL, '2026-11-20').en).toContain('is due: 2026-11-20');
    expect(CLOCK_TEXTS.resumed(LABEL, null).en).toBe('"We decide in time" goes on.');
  });
});
