import { setTimeout as sleep } from 'node:timers/promises';

import { DomainError } from '@app/kernel';

import { Turns } from './turns';

const busy = (): DomainError =>
  new DomainError('unavailable', 'test.busy', { en: 'Busy.', 'zh-CN': '繁忙。' });

describe('work that waits for its turn', () => {
  it('is done by few at a time, in the order in which it came, and all of it', async () => {
    const turns = new Turns({ atOnce: 2, waiting: 10 }, busy);
    let [now, most] = [0, 0];
    const begun: number[] = [];
    const work = (number: number) => async (): Promise<number> => {
      begun.push(number);
      most = Math.max(most, (now += 1));
      await sleep(2);
      now -= 1;
      return number;
    };
    const numbers = [0, 1, 2, 3, 4, 5, 6];
    expect(await Promise.all(numbers.map((number) => turns.run(work(number))))).toEqual(numbers);
    expect({ begun, most, now }).toEqual({ begun: numbers, most: 2, now: 0 });
  });

  it('is refused when the line is full, and not for ever', async () => {
    const turns = new Turns({ atOnce: 1, waiting: 1 }, busy);
    const work = (): Promise<void> => sleep(2);
    const ends = await Promise.allSettled([turns.run(work), turns.run(work), turns.run(work)]);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(ends[2]).toMatchObject({ reason: { code: 'test.busy' } });
    await turns.run(work);
  });

  it('passes its turn on when it fails', async () => {
    const turns = new Turns({ atOnce: 1, waiting: 5 }, busy);
    const failing = (): Promise<never> => Promise.reject(new Error('It broke.'));
    const ends = await Promise.allSettled([turns.run(failing), turns.run(failing)]);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await turns.run(() => Promise.resolve('done'))).toBe('done');
  });
});
