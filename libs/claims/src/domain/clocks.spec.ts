import { foldClocks, openClocks, pendingBreaches } from './clocks';
import type { ClockView } from './clocks';
import { hour, story, told } from './testing/clock-story';

describe('a clock of a claim', () => {
  it.each<[facts: string, at: number, state: ClockView['state'], due: number]>([
    ['started+10', 0, 'running', 10],
    ['started+10', 10, 'running', 10],
    ['started+10', 11, 'breached', 10],
    ['started+10 met@9', 9, 'met', 10],
    ['started+10 met@10', 99, 'met', 10],
    ['started+10 met@11', 99, 'breached', 10],
    ['started+10 stopped@9', 99, 'stopped', 10],
    ['started+10 stopped@11', 99, 'breached', 10],
    ['started+10 paused@3', 99, 'paused', 10],
    ['started+10 paused@3 resumed@50+57', 57, 'running', 57],
    ['started+10 paused@3 resumed@50+57', 58, 'breached', 57],
    ['started+10 paused@3 resumed@50+57 met@57', 99, 'met', 57],
    ['started+10 paused@3 resumed@50+57 met@58', 99, 'breached', 57],
    ['started+10 paused@3 resumed@50+57 paused@51', 99, 'paused', 57],
    // Nobody waited for us: what ends while it is paused, ends in time.
    ['started+10 paused@3 met@50', 99, 'met', 10],
    ['started+10 paused@3 stopped@50', 99, 'stopped', 10],
    // Too late is too late, whatever comes afterwards.
    ['started+10 paused@11', 99, 'breached', 10],
    ['started+10 paused@11 resumed@12+20', 12, 'breached', 20],
    ['started+10 paused@11 met@12', 99, 'breached', 10],
    ['started+10 extended@11+40', 12, 'breached', 40],
    // That it is recorded changes nothing of what the time says by itself.
    ['started+10 breached@10', 11, 'breached', 10],
    ['started+10 breached@10 met@12', 99, 'breached', 10],
    // Longer, because something holds.
    ['started+10 extended@4+20', 20, 'running', 20],
    ['started+10 extended@4+20', 21, 'breached', 20],
    // The hard end breaks it also while it stands still, and never before.
    ['started+10!35 paused@3', 35, 'paused', 10],
    ['started+10!35 paused@3', 36, 'breached', 10],
    ['started+10!35 paused@3 met@36', 99, 'breached', 10],
    ['started+10!35 paused@3 resumed@34+35', 36, 'breached', 35],
    // A start that is corrected, while it runs and while it stands still.
    ['started+10 started@5+15', 15, 'running', 15],
    ['started+10 paused@3 started@5+15', 99, 'paused', 15],
    ['started+10 met@3 started@5+15', 99, 'met', 10],
  ])('%s, looked at in hour %d, is %s', (facts, at, state, due) => {
    const [view] = foldClocks(story(facts), hour(at));
    expect([view?.state, view?.dueAt]).toEqual([state, hour(due)]);
  });

  it('without a figure is never broken', () => {
    const promptly = story('started');
    expect(foldClocks(promptly, hour(9_999))).toMatchObject([{ state: 'running', dueAt: null }]);
    expect(pendingBreaches(promptly)).toEqual([]);
  });

  it('says since when it stands still, for what, and when it broke', () => {
    const paused = story('started+10!35 paused@3=cmc_check');
    const pause = { since: hour(3), reason: 'cmc_check' };
    expect(foldClocks(paused, hour(4))).toMatchObject([{ pause, brokenAt: null }]);
    expect(foldClocks(paused, hour(36))).toMatchObject([{ pause: null, brokenAt: hour(35) }]);
  });

  it('is folded beside the others, each from its own facts', () => {
    const both = story('started+10 forward:started+4 forward:met@3');
    const views = foldClocks(both, hour(11)).map(({ id, state }) => [id, state]);
    expect(views).toEqual([
      ['decide', 'breached'],
      ['forward', 'met'],
    ]);
  });

  it('does not exist before its first fact', () => {
    expect(foldClocks([], hour(1))).toEqual([]);
  });

  it('is still to be kept until it is met or stopped, broken or not', () => {
    const facts = story('started+10 breached@10 forward:started+4 forward:met@3 pay:started+90');
    expect(openClocks(facts, hour(11)).map(({ id }) => id)).toEqual(['decide', 'pay']);
  });
});

describe('what breaks next', () => {
  it.each([
    ['started+10', ['decide at 10']],
    ['started+10 forward:started+4', ['forward at 4', 'decide at 10']],
    ['started+10 breached@10', []],
    ['started+10 met@3', []],
    // It broke, and nobody recorded it before it was paused.
    ['started+10 paused@11', ['decide at 10']],
    ['started+10 paused@3', []],
    ['started+10!35 paused@3', ['decide at 35']],
    ['started+10!35 paused@3 resumed@20+27', ['decide at 27']],
  ])('of %s: %j', (facts, expected) => {
    const pending = pendingBreaches(story(facts));
    const hours = (at: Date): string => String((at.getTime() - hour(0).getTime()) / 3_600_000);
    expect(pending.map(({ clock, at }) => `${clock} at ${hours(at)}`)).toEqual(expected);
  });
});

describe('the facts of these tests', () => {
  it('are told as they were written', () => {
    const facts = 'started@1+10!35 forward:paused@3=cmc_check resumed@5.5+12 met@9';
    expect(told(story(facts)).join(' ')).toBe(facts);
  });
});
