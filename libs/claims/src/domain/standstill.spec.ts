import { foldClocks } from './clocks';
import { requirePausable, requirePaused } from './standstill';
import { hour, packClock, pauseReasons, story } from './testing/clock-story';
import { allowedBy, endOf, refusalOf } from './testing/refusals';

describe('pausing a clock by hand', () => {
  const clocks = [
    packClock('decide', { pauseReasons: pauseReasons('victim_information', 'cmc_check') }),
    packClock('total'),
    packClock('pay', { pausable: false }),
    packClock('forward'),
  ];
  const views = foldClocks(
    story('started+10 total:started+10 total:paused@1 pay:started+10'),
    hour(2),
  );

  it.each([
    ['decide', 'cmc_check', 'fine', 'clock.not_paused'],
    ['decide', 'holiday', 'clock.unknown_pause_reason', 'clock.not_paused'],
    ['total', 'holiday', 'clock.not_running', 'fine'],
    ['pay', 'cmc_check', 'clock.not_pausable', 'clock.not_paused'],
    ['forward', 'cmc_check', 'clock.unknown', 'clock.unknown'],
    ['never', 'cmc_check', 'clock.unknown', 'clock.unknown'],
  ])('%s for %s is %s; letting it go on is %s', (clock, reason, pausing, resuming) => {
    expect(endOf(() => requirePausable({ clock, reason }, clocks, views))).toBe(pausing);
    expect(endOf(() => requirePaused(clock, clocks, views))).toBe(resuming);
  });

  it('names the reasons that the pack lists, in words of both languages', () => {
    const wish = { clock: 'decide', reason: 'holiday' };
    const refused = (): unknown => requirePausable(wish, clocks, views);
    expect(allowedBy(refused)).toEqual(['victim_information', 'cmc_check']);
    expect(refusalOf(refused)).toEqual({
      en: 'The programme does not let this clock stand still for "holiday". It may for: victim_information (because of victim_information), cmc_check (because of cmc_check).',
      'zh-CN':
        '按保障条款，该时钟不能以“holiday”为由暂停，可用理由：victim_information（因为 victim_information）、cmc_check（因为 cmc_check）。',
    });
  });

  it('says how the clock stands instead, in words', () => {
    const pausing = refusalOf(() =>
      requirePausable({ clock: 'total', reason: 'holiday' }, clocks, views),
    );
    expect(pausing?.['zh-CN']).toContain('状态为“暂停中”');
    const resuming = refusalOf(() => requirePaused('decide', clocks, views));
    expect(resuming?.['zh-CN']).toContain('状态为“运行中”');
  });

  it('says which clocks there are, also where there is none', () => {
    const wish = { clock: 'never', reason: 'cmc_check' };
    const told = (shown: typeof views): string | undefined =>
      refusalOf(() => requirePausable(wish, clocks, shown))?.en;
    expect(told(views)).toBe('No clock "never" runs on this claim. There are: decide, total, pay.');
    expect(told([])).toBe('No clock "never" runs on this claim. There are: none.');
  });
});
