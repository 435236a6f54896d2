import { extendClocks, postponeClock, restartClocks, resumeClocks } from './clock-moves';
import { hour, packClock, rulesOf, story, told } from './testing/clock-story';

const RULES = rulesOf([
  packClock('decide', { variants: [{ when: 'new_account', within: '20H' }], hardEnd: '35H' }),
]);
const until = (end: number, facts: string): string[] =>
  told(postponeClock({ clock: 'decide', at: hour(2), until: hour(end) }, story(facts), RULES));

describe('a clock that is given more time', () => {
  it.each([
    ['runs until then', 'started+10!35', 15, ['extended@2+15']],
    ['never runs past its hard end', 'started+10!35', 99, ['extended@2+35']],
    ['is not made shorter', 'started+10!35', 9, []],
    ['must run', 'started+10!35 paused@1', 15, []],
    ['must not be broken', 'started+1!35', 15, []],
    ['must not be over', 'started+10!35 met@1', 15, []],
  ])('%s', (_what, facts, end, extended) => {
    expect(until(end, facts)).toEqual(extended);
  });

  it('keeps it over a pause, which moves it on', () => {
    const facts = story('started+10!35 extended@2+15 paused@3');
    expect(told(resumeClocks({ at: hour(7) }, facts, RULES))).toEqual(['resumed@7+19']);
  });

  it('was given it after a pause, and has no more than that', () => {
    const facts = story('started+10!35 paused@1 resumed@3+12 extended@4+15 paused@5');
    expect(told(resumeClocks({ at: hour(6) }, facts, RULES))).toEqual(['resumed@6+16']);
  });

  it('keeps it when a circumstance gives it less, and takes what gives it more', () => {
    const established = rulesOf(RULES.clocks, 'new_account');
    const found = { at: hour(3), reason: 'new_account' };
    expect(extendClocks(found, story('started+10!35 extended@2+25'), established)).toEqual([]);
    const longer = extendClocks(found, story('started+10!35 extended@2+15'), established);
    expect(told(longer)).toEqual(['extended@3+20=new_account']);
  });

  it('keeps it when it turns out to have started earlier, up to the hard end of that', () => {
    const facts = story('started+10!35 extended@2+33');
    const restarted = restartClocks({ name: 'claim_received', at: hour(-5) }, facts, RULES);
    expect(told(restarted)).toEqual(['started@-5+30!30']);
  });
});
