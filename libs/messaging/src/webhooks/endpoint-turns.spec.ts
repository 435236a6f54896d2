import { EndpointTurns } from './endpoint-turns';

const stream = (claimId: string, endpointId = 'slow'): { endpointId: string; claimId: string } => ({
  endpointId,
  claimId,
});

describe('the turns of an endpoint', () => {
  it('are so many, and those of another endpoint are its own', () => {
    const turns = new EndpointTurns(2);
    const taken = ['a', 'b', 'c'].map((claimId) => turns.take(stream(claimId)));
    expect(taken).toEqual([true, true, false]);
    expect(turns.take(stream('a', 'other'))).toBe(true);
  });

  it('are given to whoever waited longest, each of them once', () => {
    const turns = new EndpointTurns(1);
    turns.take(stream('a'));
    for (const claimId of ['b', 'c', 'b', 'c']) turns.take(stream(claimId));
    expect(turns.release(stream('a'))).toEqual(stream('b'));
    expect(turns.take(stream('b'))).toBe(true);
    expect(turns.release(stream('b'))).toEqual(stream('c'));
    expect(turns.take(stream('c'))).toBe(true);
    expect(turns.release(stream('c'))).toBeNull();
    expect(turns.take(stream('d'))).toBe(true);
  });

  it('are free when nobody comes for the one that was kept for them', () => {
    const turns = new EndpointTurns(1);
    turns.take(stream('a'));
    turns.take(stream('b'));
    turns.release(stream('a'));
    expect(turns.take(stream('c'))).toBe(true);
  });
});
