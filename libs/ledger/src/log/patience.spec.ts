import { Patience } from './patience';

describe('the patience of a loop', () => {
  let stop: AbortController;
  let patience: Patience;

  beforeEach(() => {
    jest.useFakeTimers();
    stop = new AbortController();
    patience = new Patience(stop.signal, 5_000);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** How long something waits, in milliseconds; `meanwhile` happens at a time. */
  const lengthOf = async (
    wait: () => Promise<void>,
    meanwhile: Readonly<Record<number, () => void>> = {},
  ): Promise<number> => {
    const startedAt = performance.now();
    let endedAt = 0;
    const waiting = wait().then(() => {
      endedAt = performance.now();
    });
    for (let ms = 0; ms <= 10_000; ms += 100) {
      meanwhile[ms]?.();
      await jest.advanceTimersByTimeAsync(100);
    }
    await waiting;
    return endedAt - startedAt;
  };

  it('rests for the time that it is told', async () => {
    expect(await lengthOf(() => patience.rest(300))).toBe(300);
  });

  it('rests no longer when it is called, and not at all when it was called before', async () => {
    const call = (): void => {
      patience.call();
    };
    expect(await lengthOf(() => patience.rest(900), { 400: call })).toBe(400);
    call();
    expect(await lengthOf(() => patience.rest(900))).toBe(0);
    expect(await lengthOf(() => patience.rest(900))).toBe(900);
  });

  it('waits twice as long after each failure in a row, up to the longest', async () => {
    const waits: number[] = [];
    for (let failure = 0; failure < 5; failure += 1) {
      waits.push(await lengthOf(() => patience.backOff()));
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
    await lengthOf(() => patience.rest(100));
    expect(await lengthOf(() => patience.backOff())).toBe(1_000);
  });

  it('is not talked out of it after a failure', async () => {
    const call = (): void => {
      patience.call();
    };
    expect(await lengthOf(() => patience.backOff(), { 300: call, 500: call })).toBe(1_000);
  });

  it.each(['rest', 'backOff'] as const)('ends at once when it is stopped: %s', async (way) => {
    const wait = (): Promise<void> => patience[way](4_000);
    const abort = (): void => {
      stop.abort();
    };
    expect(await lengthOf(wait, { 200: abort })).toBe(200);
    expect(await lengthOf(wait)).toBe(0);
  });
});
