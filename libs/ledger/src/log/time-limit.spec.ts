import { TimeLimit } from './time-limit';

describe('a time limit', () => {
  const limit = new TimeLimit(10_000);

  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('gives what comes in time, and passes errors on', async () => {
    await expect(limit.run(() => Promise.resolve('content'))).resolves.toBe('content');
    await expect(limit.run(() => Promise.reject(new Error('ENOSPC')))).rejects.toThrow('ENOSPC');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('gives up on a disk that does not answer, and asks it nothing until it has', async () => {
    let answer: () => void = () => undefined;
    const mute = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const waiting = Promise.allSettled([limit.run(() => mute)]);
    await jest.advanceTimersByTimeAsync(10_000);
    const message = expect.stringContaining('did not answer within 10 s') as string;
    expect(await waiting).toMatchObject([{ status: 'rejected', reason: { message } }]);
    let asked = 0;
    const ask = (): Promise<void> => {
      asked += 1;
      return Promise.resolve();
    };
    await expect(limit.run(ask)).rejects.toThrow('has not answered an earlier question');
    expect(asked).toBe(0);
    answer();
    await jest.advanceTimersByTimeAsync(0);
    await limit.run(ask);
    expect(asked).toBe(1);
  });
});
