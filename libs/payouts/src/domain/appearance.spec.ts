import { appearsUntilAfter, mayStillAppear } from './appearance';

const AT = new Date('2026-03-02T08:00:00Z');
const after = (seconds: number): Date => new Date(AT.getTime() + seconds * 1_000);
const send = { leaseUntil: after(20), callMs: 20_000 };
const rail = { settlementWindowMs: 60_000 };

describe('until when a transfer may appear at its rail', () => {
  it('is the end of a call at the last moment, and the rail’s settlement window', () => {
    expect(appearsUntilAfter({ appearsUntil: null }, send, rail)).toEqual(after(100));
  });

  it('grows with each send, and is lowered by none', () => {
    expect(appearsUntilAfter({ appearsUntil: after(99) }, send, rail)).toEqual(after(100));
    expect(appearsUntilAfter({ appearsUntil: after(101) }, send, rail)).toEqual(after(101));
  });

  it.each([
    [null, false],
    [after(1), true],
    [AT, false],
  ])('%p is still to come: %p', (appearsUntil, may) => {
    expect(mayStillAppear({ appearsUntil }, AT)).toBe(may);
  });
});
