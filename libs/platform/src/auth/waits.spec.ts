import { Waits } from './waits';

const START = new Date('2026-11-26T08:00:00Z');
const at = (seconds: number): Date => new Date(START.getTime() + seconds * 1_000);

function failed(times: number): Waits {
  const waits = new Waits(5);
  for (let failures = 0; failures < times; failures += 1) waits.add('lin', START);
  return waits;
}

describe('whoever fails', () => {
  it.each([
    [0, 0],
    [4, 0],
    [5, 1],
    [6, 2],
    [7, 4],
    [10, 32],
    [11, 60],
    [1_000, 60],
  ])('%i times waits %i seconds, and never longer than a minute', (times, seconds) => {
    expect(failed(times).leftMs('lin', START)).toBe(seconds * 1_000);
  });

  it('waits no longer for having asked meanwhile', () => {
    const waits = failed(7);
    expect(waits.leftMs('lin', at(1))).toBe(3_000);
    expect(waits.leftMs('lin', at(3.5))).toBe(500);
    expect(waits.leftMs('lin', at(4))).toBe(0);
  });

  it('begins anew after an hour without a failure, and not before', () => {
    const waits = failed(20);
    waits.add('lin', at(3_599));
    expect(waits.leftMs('lin', at(3_599))).toBe(60_000);
    waits.add('lin', at(3_599 + 3_600));
    expect(waits.leftMs('lin', at(3_599 + 3_600))).toBe(0);
  });

  it('keeps nobody else waiting, and is forgotten when told so', () => {
    const waits = failed(20);
    expect(waits.leftMs('chen', START)).toBe(0);
    waits.forget('lin');
    expect(waits.leftMs('lin', START)).toBe(0);
  });

  it('is forgotten when too many others fail', () => {
    const waits = failed(20);
    for (let index = 0; index < 20_000; index += 1) waits.add(`name-${index}`, START);
    expect(waits.leftMs('lin', START)).toBe(0);
  });
});
