import {
  breakClocks,
  endClocks,
  extendClocks,
  meetClocks,
  pauseClocks,
  restartClocks,
  resumeClocks,
  startClocks,
} from './clock-moves';
import { hour, packClock, pauseReasons, rulesOf, story, told } from './testing/clock-story';

const RULES = rulesOf([
  packClock('decide', { variants: [{ when: 'new_account', within: '20H' }], hardEnd: '35H' }),
  packClock('forward', { within: '2H', pausable: false, until: 'notified_counterparty' }),
  packClock('reply', { from: 'notified_counterparty', within: '3H' }),
  packClock('pay', { from: 'approved' }),
  packClock('longer', { within: '45H', extends: 'decide', onBreach: 'pay_claimant' }),
]);
const received = (at: number) => ({ name: 'claim_received' as const, at: hour(at) });

describe('the clocks of a pack', () => {
  it('start with their event, with the time that the pack promises', () => {
    expect(told(startClocks(received(1), [], RULES))).toEqual([
      'started@1+11!36',
      'forward:started@1+3',
    ]);
  });

  it('start once: the same event again changes nothing', () => {
    const facts = startClocks(received(0), [], RULES);
    expect(startClocks(received(0), facts, RULES)).toEqual([]);
    expect(startClocks(received(5), facts, RULES)).toEqual([]);
  });

  it('start with the first variant that fits', () => {
    const rules = rulesOf(RULES.clocks, 'new_account');
    expect(told(startClocks(received(0), [], rules))).toContain('started+20!35');
  });

  it('start anew when their event was at another time, with the pauses that they had', () => {
    const facts = story('started+10!35 paused@4 resumed@6+12');
    expect(told(restartClocks(received(-5), facts, RULES))).toEqual(['started@-5+7!30']);
    const shifted = restartClocks(received(5), facts, RULES);
    // Only the hour of the pause after the new start counts.
    expect(told(shifted)).toEqual(['started@5+16!40']);
    expect(restartClocks(received(0), facts, RULES)).toEqual([]);
  });

  it('do not start anew once they have ended', () => {
    const facts = story('started+10 met@3 forward:started+2 forward:stopped@1');
    expect(restartClocks(received(1), facts, RULES)).toEqual([]);
  });

  it.each([
    ['while it runs', 'started+10', 3, ['paused@3=cmc_check']],
    ['but not while it is paused', 'started+10 paused@3', 4, []],
    ['nor when it is broken', 'started+10', 11, []],
    ['nor when it has ended', 'started+10 met@2', 3, []],
    ['nor if it may not', 'forward:started+10', 3, []],
  ])('pause a clock %s', (_when, facts, at, paused) => {
    const pause = { at: hour(at), reason: 'cmc_check' };
    expect(told(pauseClocks(pause, story(facts), RULES))).toEqual(paused);
  });

  it('pause for the reasons that the pack lists, and for any where it lists none', () => {
    const rules = rulesOf([
      packClock('decide', { pauseReasons: pauseReasons('fraud') }),
      packClock('total'),
    ]);
    const facts = story('started+10 total:started+10');
    const paused = (reason: string): string[] =>
      told(pauseClocks({ at: hour(1), reason }, facts, rules));
    expect(paused('fraud')).toEqual(['paused@1=fraud', 'total:paused@1=fraud']);
    expect(paused('holiday')).toEqual(['total:paused@1=holiday']);
  });

  it.each([
    ['never ran', '', []],
    ['runs', 'started+10', []],
    ['has ended', 'started+10 paused@3 met@4', []],
    ['was paused', 'started+10!35 paused@3', ['resumed@20+27']],
    ['was paused twice', 'started+10!35 paused@3 resumed@5+12 paused@6', ['resumed@20+26']],
    // Ten hours, of which three had passed; but at the latest the hard end.
    ['was paused long', 'started+10!24 paused@3', ['resumed@20+24']],
    ['broke at its hard end', 'started+10!19 paused@3', []],
  ])('go on with what was left when it %s', (_what, facts, resumed) => {
    const known = facts === '' ? [] : story(facts);
    expect(told(resumeClocks({ at: hour(20) }, known, RULES))).toEqual(resumed);
  });

  it('go on only if they were paused for that reason', () => {
    const facts = story('started+10 paused@3=cmc_check');
    expect(resumeClocks({ at: hour(4), reason: 'victim_information' }, facts, RULES)).toEqual([]);
    expect(resumeClocks({ at: hour(4), reason: 'cmc_check' }, facts, RULES)).toHaveLength(1);
  });

  it.each([
    ['all of them', 'all' as const, ['met@1', 'forward:met@1']],
    ['those that are named', ['forward', 'pay'], ['forward:met@1']],
    ['none that is not named', [], []],
  ])('end: %s', (_which, ids, ended) => {
    const facts = story('started+10 forward:started+2');
    expect(told(endClocks(ids, facts, { kind: 'met', at: hour(1) }))).toEqual(ended);
  });

  it('are recorded as broken when they end too late, and nothing follows from it', () => {
    const facts = story('started+10 forward:started+2 forward:breached@2=escalate');
    expect(told(endClocks('all', facts, { kind: 'met', at: hour(11) }))).toEqual([
      'breached@10',
      'met@11',
      'forward:met@11',
    ]);
  });

  it('end once, also when the promise was broken', () => {
    const late = story('started+10 breached@10 met@11');
    expect(endClocks('all', late, { kind: 'stopped', at: hour(12) })).toEqual([]);
  });

  it('are met by what the pack says, and else by the decision or the payout', () => {
    const facts = story('started+10 forward:started+20 pay:started+10');
    const met = (...events: Parameters<typeof meetClocks>[0]): string[] =>
      told(meetClocks(events, hour(1), facts, RULES));
    expect(met('notified_counterparty')).toEqual(['forward:met@1']);
    expect(met('decided')).toEqual(['met@1']);
    expect(met('paid')).toEqual(['pay:met@1']);
    expect(met('decided', 'paid')).toEqual(['met@1', 'pay:met@1']);
  });

  it('are met in time by what happened in time, however late that is recorded', () => {
    const facts = story('started+10');
    expect(told(meetClocks(['decided'], hour(9), facts, RULES))).toEqual(['met@9']);
    expect(told(meetClocks(['decided'], hour(-9), facts, RULES))).toEqual(['met']);
  });
});

describe('a circumstance', () => {
  const rules = rulesOf(RULES.clocks, 'new_account');
  const found = { at: hour(5), reason: 'new_account' };

  it.each([
    ['running', 'started+10!35', ['extended@5+20=new_account']],
    ['paused', 'started+10!35 paused@3', ['extended@5+20=new_account']],
    ['paused before', 'started+10!35 paused@1 resumed@3+12', ['extended@5+22=new_account']],
    ['near its hard end', 'started+10!15', ['extended@5+15=new_account']],
    ['longer already', 'started+20!35', []],
    ['broken', 'started+4 breached@4', []],
    ['over', 'started+10 met@3', []],
    ['without variants', 'pay:started+10', []],
  ])('gives a clock that is %s the time of its variant', (_what, facts, extended) => {
    expect(told(extendClocks(found, story(facts), rules))).toEqual(extended);
  });

  it('that is withdrawn takes it back', () => {
    const facts = story('started+10!35 extended@5+20=new_account');
    const withdrawn = extendClocks({ at: hour(6), reason: 'new_account' }, facts, RULES);
    expect(told(withdrawn)).toEqual(['extended@6+10=new_account']);
  });
});

describe('a broken promise', () => {
  it('is recorded once, when it broke, with what follows; and another clock runs instead', () => {
    const facts = story('started+10 forward:started+90');
    const added = breakClocks(facts, RULES, hour(12));
    expect(told(added)).toEqual(['breached@10=escalate', 'longer:started+45']);
    expect(breakClocks([...facts, ...added], RULES, hour(13))).toEqual([]);
  });

  it('is not recorded at the due time itself, nor before', () => {
    expect(breakClocks(story('started+10'), RULES, hour(10))).toEqual([]);
    expect(told(breakClocks(story('started+10'), RULES, hour(10.001)))).toHaveLength(2);
  });

  it('is recorded in the order of time, with all that broke meanwhile', () => {
    const facts = story('started+10 forward:started+2');
    expect(told(breakClocks(facts, RULES, hour(99)))).toEqual([
      'forward:breached@2=escalate',
      'breached@10=escalate',
      'longer:started+45',
      'longer:breached@45=pay_claimant',
    ]);
  });

  it('by the hard end of a clock that stands still is recorded at that end', () => {
    const facts = story('started+10!35 paused@3');
    expect(told(breakClocks(facts, RULES, hour(40)))[0]).toBe('breached@35=escalate');
  });

  it('of a clock that is extended by one from another event begins that one where it broke', () => {
    const rules = rulesOf([
      packClock('decide'),
      packClock('more', { from: 'complaint', extends: 'decide', within: '5H' }),
    ]);
    expect(told(breakClocks(story('started+10'), rules, hour(11)))).toEqual([
      'breached@10=escalate',
      'more:started@10+15',
    ]);
  });
});
