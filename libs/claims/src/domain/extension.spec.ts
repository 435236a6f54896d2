import { calendarOf } from '@app/programs';

import { foldClocks } from './clocks';
import { requireExtendable } from './extension';
import { hour, packClock, rulesOf, story } from './testing/clock-story';
import { allowedBy, endOf, refusalOf } from './testing/refusals';

describe('giving a clock more time by hand', () => {
  const clocks = [
    packClock('decide', { hardEnd: '35H' }),
    packClock('reply', { hardEnd: '35H' }),
    packClock('prompt', { within: null }),
    packClock('pay'),
  ];
  const rules = { ...rulesOf(clocks), calendar: calendarOf('CN') };
  const views = foldClocks(
    story('started+10!35 reply:started+10!35 reply:paused@1 prompt:started pay:started+10'),
    hour(2),
  );
  const extending =
    (clock: string, until: number, now = views) =>
    (): unknown =>
      requireExtendable({ clock, until: hour(until) }, rules, now);

  it.each([
    ['decide', 11, 'fine'],
    ['decide', 35, 'fine'],
    ['decide', 35.001, 'clock.past_hard_end'],
    ['decide', 10, 'clock.not_later'],
    ['decide', 1, 'clock.not_later'],
    ['reply', 11, 'clock.not_running'],
    ['prompt', 11, 'clock.not_extendable'],
    ['pay', 11, 'clock.not_extendable'],
    ['never', 11, 'clock.unknown'],
  ])('%s until hour %d is %s', (clock, until, end) => {
    expect(endOf(extending(clock, until))).toBe(end);
  });

  it('comes too late for a promise that is broken or over', () => {
    const at = (facts: string, now: number) => foldClocks(story(facts), hour(now));
    expect(endOf(extending('decide', 20, at('started+10!35', 11)))).toBe('clock.not_running');
    expect(endOf(extending('decide', 20, at('started+10!35 met@3', 4)))).toBe('clock.not_running');
  });

  it('says in both languages what is possible instead', () => {
    const past = refusalOf(extending('decide', 36));
    expect(past?.en).toContain('Write 2026-11-21 21:00 (Asia/Shanghai) at the latest.');
    expect(past?.['zh-CN']).toContain('最晚可填写 2026-11-21 21:00 (Asia/Shanghai)。');
    expect(refusalOf(extending('reply', 11))?.['zh-CN']).toContain('状态为“暂停中”');
    expect(allowedBy(extending('never', 11))).toEqual(['decide', 'reply', 'prompt', 'pay']);
  });
});
