import fc from 'fast-check';

import type { PackClock } from '@app/programs';

import { endClocks, foldClocks, pauseClocks, resumeClocks, startClocks } from './clocks';
import type { ClockEventKind, ClockFact, ClockView } from './clocks';

const START_MS = Date.UTC(2026, 10, 20, 2);
const HOUR_MS = 3_600_000;
const hour = (hours: number): Date => new Date(START_MS + hours * HOUR_MS);

/** `started+10` at hour 0 due at hour 10; `paused@3`; `resumed@5+12`; `met@9`. */
function fact(text: string): ClockFact {
  const [, kind, at = '0', due] = /^(\w+?)(?:@(\d+))?(?:\+(\d+))?$/.exec(text) ?? [];
  return {
    clock: 'decide',
    kind: kind as ClockEventKind,
    at: hour(Number(at)),
    dueAt: due === undefined ? null : hour(Number(due)),
  };
}

const facts = (...texts: string[]): ClockFact[] => texts.map(fact);

describe('a clock of a claim', () => {
  it.each<[story: string, at: number, state: ClockView['state'], due: number]>([
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
  ])('%s, looked at in hour %i, is %s', (story, at, state, due) => {
    const view = { id: 'decide', startedAt: hour(0), dueAt: hour(due), state };
    expect(foldClocks(facts(...story.split(' ')), hour(at))).toEqual([view]);
  });

  it('is folded beside the others, each from its own facts', () => {
    const other = { ...fact('started+4'), clock: 'forward' };
    const both = [fact('started+10'), other, { ...fact('met@3'), clock: 'forward' }];
    const views = foldClocks(both, hour(11)).map(({ id, state }) => [id, state]);
    expect(views).toEqual([
      ['decide', 'breached'],
      ['forward', 'met'],
    ]);
  });

  it('does not exist before its first fact', () => {
    expect(foldClocks([], hour(1))).toEqual([]);
  });
});

function packClock(id: string, wish: Partial<PackClock> = {}): PackClock {
  const label = { en: id, 'zh-CN': id };
  return { id, from: 'claim_received', within: '10H', pausable: true, label, ...wish };
}
const PACK_CLOCKS = [
  packClock('decide'),
  packClock('forward', { within: '2H', pausable: false }),
  packClock('pay', { from: 'approved' }),
];
const dueAfter = (from: Date, within: string): Date =>
  new Date(from.getTime() + Number(within.replace('H', '')) * HOUR_MS);

describe('the clocks of a pack', () => {
  it('start with their event, with the time that the pack promises', () => {
    const event = { name: 'claim_received', at: hour(1) } as const;
    expect(startClocks(PACK_CLOCKS, event, { facts: [], dueAfter })).toEqual([
      { clock: 'decide', kind: 'started', at: hour(1), dueAt: hour(11) },
      { clock: 'forward', kind: 'started', at: hour(1), dueAt: hour(3) },
    ]);
  });

  it('start once: the same event again changes nothing', () => {
    const event = { name: 'claim_received', at: hour(5) } as const;
    const running = { facts: facts('started+10'), dueAfter };
    expect(startClocks(PACK_CLOCKS, event, running).map(({ clock }) => clock)).toEqual(['forward']);
  });

  it('pause only if they may, and only while they run', () => {
    const running = [fact('started+10'), { ...fact('started+10'), clock: 'forward' }];
    const paused = pauseClocks(PACK_CLOCKS, running, hour(3));
    expect(paused).toEqual([{ clock: 'decide', kind: 'paused', at: hour(3), dueAt: null }]);
    expect(pauseClocks(PACK_CLOCKS, [...running, ...paused], hour(4))).toEqual([]);
    expect(pauseClocks(PACK_CLOCKS, running, hour(11))).toEqual([]);
    expect(pauseClocks(PACK_CLOCKS, facts('started+10', 'met@2'), hour(3))).toEqual([]);
  });

  it('run on only if they were paused', () => {
    expect(resumeClocks(facts('started+10'), hour(3))).toEqual([]);
    expect(resumeClocks(facts('started+10', 'paused@3', 'met@4'), hour(5))).toEqual([]);
    expect(resumeClocks(facts('started+10', 'paused@3'), hour(20))).toEqual([
      { clock: 'decide', kind: 'resumed', at: hour(20), dueAt: hour(27) },
    ]);
  });

  it.each([
    ['all of them', 'all' as const, ['decide', 'forward']],
    ['those that are named', ['forward', 'pay'], ['forward']],
    ['none that is not named', [], []],
  ])('end: %s', (_which, ids, ended) => {
    const running = [fact('started+10'), { ...fact('started+2'), clock: 'forward' }];
    const ends = endClocks(ids, running, { kind: 'met', at: hour(5) });
    expect(ends.map(({ clock }) => clock)).toEqual(ended);
    expect(ends.every(({ kind, at }) => kind === 'met' && at.getTime() === hour(5).getTime())).toBe(
      true,
    );
  });

  it('end once, also when the promise was broken', () => {
    const late = facts('started+10', 'met@11');
    expect(endClocks('all', late, { kind: 'stopped', at: hour(12) })).toEqual([]);
  });
});

describe('pausing a clock', () => {
  it('keeps the time that was left, however often and however long', () => {
    const pauses = fc.array(
      fc.record({ runsMs: fc.nat(HOUR_MS), rests: fc.nat(1_000 * HOUR_MS) }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(pauses, (rounds) => {
        let now = START_MS;
        let history = facts('started+10');
        let ranMs = 0;
        for (const { runsMs, rests } of rounds) {
          now += runsMs;
          ranMs += runsMs;
          history = [...history, ...pauseClocks(PACK_CLOCKS, history, new Date(now))];
          now += rests;
          history = [...history, ...resumeClocks(history, new Date(now))];
        }
        const [clock] = foldClocks(history, new Date(now));
        expect(clock?.state).toBe('running');
        expect((clock?.dueAt.getTime() ?? 0) - now).toBe(10 * HOUR_MS - ranMs);
      }),
    );
  });

  it('does not mend a promise that is broken', () => {
    const kinds = fc.constantFrom<ClockEventKind>('paused', 'resumed', 'met', 'stopped');
    const later = fc.array(fc.record({ kind: kinds, afterMs: fc.nat(HOUR_MS) }), { maxLength: 6 });
    fc.assert(
      fc.property(later, (steps) => {
        let at = hour(10).getTime() + 1;
        const history = facts('started+10');
        for (const { kind, afterMs } of steps) {
          at += afterMs;
          const dueAt = kind === 'resumed' ? new Date(at + HOUR_MS) : null;
          history.push({ clock: 'decide', kind, at: new Date(at), dueAt });
        }
        expect(foldClocks(history, new Date(at))[0]?.state).toBe('breached');
      }),
    );
  });
});
