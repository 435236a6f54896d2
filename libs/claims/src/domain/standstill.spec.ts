import { foldClocks } from './clocks';
import { requirePausable, requirePaused } from './standstill';
import { hour, packClock, story } from './testing/clock-story';
import { allowedBy, endOf } from './testing/refusals';

describe('pausing a clock by hand', () => {
  const clocks = [
    packClock('decide', { pauseReasons: ['victim_information', 'cmc_check'] }),
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

  it('names the reasons that the pack lists', () => {
    const wish = { clock: 'decide', reason: 'holiday' };
    const allowed = allowedBy(() => requirePausable(wish, clocks, views));
    expect(allowed).toEqual(['victim_information', 'cmc_check']);
  });
});
