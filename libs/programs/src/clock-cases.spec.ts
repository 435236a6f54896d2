import type { PackProblem } from './checks/pack-problem';
import { clockDifferences } from './clock-cases';
import type { CaseHistory, ExpectedClock } from './clock-cases';
import { readFacts } from './domain/read-facts';
import { theFacts } from './domain/testing/sample-facts';
import { changed } from './testing/changed';
import { shipped } from './testing/shipped-packs';

const gb = shipped('gb-app-reimbursement');
const wallet = shipped('cn-wallet-theft-guarantee');

/** Received on the Thursday before Easter; the five business days end on 13 April. */
const facts = readFacts(theFacts({ filedAt: '2026-04-02T16:00:00+01:00' }));
const aPause = (from: string, to: string, wish: object = {}) => ({
  ...{ clock: 'reimburse', reason: 'victim_information' },
  ...{ from: `${from}T10:00:00+01:00`, to: `${to}T10:00:00+01:00` },
  ...wish,
});
const compare = (
  clocks: readonly ExpectedClock[],
  history: CaseHistory = {},
  pack = gb,
): PackProblem[] => clockDifferences('$.cases[0]', { ...history, clocks }, { pack, facts });
/** One pause of the reimbursement, otherwise than it could be. */
const pausing = (wish: object): CaseHistory => ({
  pauses: [aPause('2026-04-08', '2026-04-20', wish)],
});
const REIMBURSE = { clock: 'reimburse', dueAt: '2026-04-13T23:59:59.999+01:00' };
const placesOf = (problems: readonly PackProblem[]): string[] => problems.map(({ path }) => path);

describe('the clocks that a case expects', () => {
  it('come out as they are promised, in whatever zone that is written', () => {
    expect(compare([REIMBURSE])).toEqual([]);
    expect(compare([{ clock: 'reimburse', dueAt: '2026-04-13T22:59:59.999Z' }])).toEqual([]);
  });

  it.each<[keyof ExpectedClock, string | null, string]>([
    ['startsAt', '2026-04-02T15:00:01Z', '"2026-04-02T15:00:00.000Z" came out'],
    ['startsAt', null, 'Expected null, and "2026-04-02T15:00:00.000Z" came out'],
    ['dueAt', '2026-04-13T23:59:59.999Z', '"2026-04-13T22:59:59.999Z" came out'],
    ['hardEndAt', null, 'Expected null, and "2026-05-27T22:59:59.999Z" came out'],
    ['dueAt', '2026-04-13', 'write a time of RFC 3339 with its zone'],
  ])('are told with place and both values when %s is not %s', (field, value, text) => {
    const [found, ...others] = compare([{ clock: 'reimburse', [field]: value }]);
    expect(found).toMatchObject({
      path: `$.cases[0].expect.clocks[0].${field}`,
      text: { en: expect.stringContaining(text), 'zh-CN': expect.any(String) },
    });
    expect(others).toEqual([]);
  });

  it('do not start before their event', () => {
    const never = { clock: 'contribution', startsAt: null, dueAt: null, hardEndAt: null };
    expect(compare([never])).toEqual([]);
    const events = { approved: '2026-04-09T11:00:00+08:00' };
    const pay = { clock: 'pay', dueAt: '2026-04-10T23:59:59.999+08:00' };
    expect(compare([pay], { events }, wallet)).toEqual([]);
  });

  it('may be established by what is known of one payment', () => {
    const variants = [{ when: 'vulnerable', within: '6BD' }];
    const pack = changed(gb, 'clocks.2.variants', variants) as typeof gb;
    const [line] = theFacts().lines;
    const known = readFacts(
      theFacts({
        filedAt: '2026-04-02T16:00:00+01:00',
        lines: [{ ...line!, circumstances: ['vulnerable'] }],
      }),
    );
    const clocks = [{ clock: 'reimburse', dueAt: '2026-04-14T23:59:59.999+01:00' }];
    expect(clockDifferences('$', { clocks }, { pack, facts: known })).toEqual([]);
  });

  it('run from where the other one broke, if they extend it and their own event is unknown', () => {
    const { label } = gb.clocks[0]!;
    const more = { id: 'more', from: 'complaint', within: '2D', extends: 'reimburse' } as const;
    const longer = { ...more, pausable: false, onBreach: 'escalate', label } as const;
    const pack = { ...gb, clocks: [...gb.clocks, longer] };
    const expected = { clock: 'more', startsAt: REIMBURSE.dueAt };
    expect(compare([{ ...expected, dueAt: '2026-04-15T23:59:59.999+01:00' }], {}, pack)).toEqual(
      [],
    );
  });

  it('go on after each pause with what was left, up to their hard end', () => {
    const once = [aPause('2026-04-08', '2026-04-20')];
    const due = (day: string) => [{ clock: 'reimburse', dueAt: `${day}T23:59:59.999+01:00` }];
    expect(compare(due('2026-04-23'), { pauses: once })).toEqual([]);
    const twice = [...once, aPause('2026-04-21', '2026-05-26')];
    expect(compare(due('2026-05-27'), { pauses: twice })).toEqual([]);
  });
});

describe('the history of a case is refused', () => {
  it.each<[string, CaseHistory, string]>([
    ['an event at no time', { events: { approved: 'today' } }, 'events.approved'],
    ['30 February', { events: { paid: '2026-02-30T10:00:00Z' } }, 'events.paid'],
    ['a clock that the pack has not', pausing({ clock: 'decide' }), 'pauses[0].clock'],
    ['a clock that may not stop', pausing({ clock: 'notify_payee_psp' }), 'pauses[0].clock'],
    ['a reason that the pack does not list', pausing({ reason: 'lunch' }), 'pauses[0].reason'],
    ['a pause from no time', pausing({ from: '2026-04-08' }), 'pauses[0].from'],
    ['a pause that ends first', pausing({ to: '2026-04-07T10:00:00+01:00' }), 'pauses[0].to'],
    ['one before the start', pausing({ from: '2026-04-01T10:00:00+01:00' }), 'pauses[0].from'],
    ['one after the end', pausing({ from: '2026-04-14T10:00:00+01:00' }), 'pauses[0].from'],
    [
      'one within another',
      { pauses: [aPause('2026-04-08', '2026-04-20'), aPause('2026-04-09', '2026-04-21')] },
      'pauses[1].from',
    ],
  ])('with %s', (_what, history, place) => {
    expect(placesOf(compare([{ clock: 'reimburse' }], history))).toEqual([`$.cases[0].${place}`]);
  });

  it('when no clock is looked at, because it would say nothing', () => {
    const history = { pauses: [aPause('2026-04-08', '2026-04-20')] };
    expect(placesOf(compare([], history))).toEqual(['$.cases[0].expect']);
  });

  it('with the clocks that there are, where one is not', () => {
    const [found] = compare([{ clock: 'decide', dueAt: null }]);
    expect(found).toMatchObject({
      path: '$.cases[0].expect.clocks[0].clock',
      text: { en: expect.stringContaining('name one of notify_payee_psp, payee_psp_reply') },
    });
  });
});
