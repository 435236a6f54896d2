import { PACKS_FOLDER, PackLibrary } from '@app/programs';

import { claimRules } from '../filing/claim-rules';
import { meetClocks, startClocks } from './clock-moves';
import {
  clocksAfterWaiting,
  clocksAtApproval,
  clocksAtCompletion,
  clocksAtDenial,
  clocksAtPayment,
} from './clock-stages';
import { hour, packClock, rulesOf, story, told } from './testing/clock-story';

const RULES = rulesOf([
  packClock('decide'),
  packClock('verify', { from: 'documents_complete' }),
  packClock('total', { from: 'documents_complete', until: 'paid' }),
  packClock('answer', { from: 'information_requested', until: 'documents_complete' }),
  packClock('notify', { until: 'notified_counterparty' }),
  packClock('report', { from: 'decided', until: 'complaint' }),
  packClock('pay', { from: 'approved' }),
  packClock('share', { from: 'paid', until: 'contribution_received' }),
]);
const ALL = story(
  'started+90 verify:started+90 total:started+90 answer:started+90 notify:started+90',
);

describe('when the documents are complete', () => {
  it('what ran for them ends, what runs from then begins, and what stood still for them goes on', () => {
    const facts = story('started+10 paused@2=victim_information answer:started+9 pay:started+90');
    expect(told(clocksAtCompletion(hour(5), facts, RULES))).toEqual([
      'resumed@5+13',
      'answer:met@5',
      'verify:started@5+15',
      'total:started@5+15',
    ]);
  });

  it('nothing begins twice', () => {
    const facts = story('verify:started+10 total:started+10');
    expect(clocksAtCompletion(hour(5), facts, RULES)).toEqual([]);
  });

  it('a clock that stands still for another reason goes on standing still', () => {
    const facts = story('started+10 paused@2=cmc_check');
    expect(clocksAfterWaiting(hour(5), facts, RULES)).toEqual([]);
  });
});

describe('when the claim is', () => {
  it('approved, what was to be decided is met, and what was asked of the claimant lapses', () => {
    expect(told(clocksAtApproval(hour(5), ALL, RULES))).toEqual([
      'met@5',
      'verify:met@5',
      'answer:stopped@5',
      'report:started@5+15',
      'pay:started@5+15',
    ]);
  });

  it('denied, all ends: as kept if it was to be decided or paid, else as lapsed', () => {
    expect(told(clocksAtDenial(hour(5), ALL, RULES))).toEqual([
      'met@5',
      'verify:met@5',
      'total:met@5',
      'answer:stopped@5',
      'notify:stopped@5',
      'report:started@5+15',
    ]);
  });

  it('paid, what nobody recorded as done runs on', () => {
    const facts = [...ALL, ...story('pay:started@5+15 report:started@5+15')];
    expect(told(clocksAtPayment(hour(6), facts, RULES))).toEqual([
      'met@6',
      'verify:met@6',
      'total:met@6',
      'pay:met@6',
      'answer:stopped@6',
      'share:started@6+16',
    ]);
  });
});

describe('a complaint about a refusal', () => {
  it('has a clock that its answer keeps, after everything else has ended', () => {
    const psd2 = PackLibrary.read(PACKS_FOLDER).versionsOf('eu-psd2-73-74').at(-1)!;
    const rules = claimRules(psd2, []);
    const filed = startClocks({ name: 'claim_received', at: hour(0) }, [], rules);
    const denied = [...filed, ...clocksAtDenial(hour(1), filed, rules)];
    const complaint = startClocks({ name: 'complaint', at: hour(2) }, denied, rules);
    expect(complaint.map(({ clock, kind }) => `${clock} ${kind}`)).toEqual([
      'complaint_answer started',
    ]);
    const facts = [...denied, ...complaint];
    const kept = meetClocks(['complaint_answered'], hour(3), facts, rules);
    expect(told(kept)).toEqual(['complaint_answer:met@3']);
  });
});
