import { askAgainInMs } from './ask-again';

describe('a wallet that does not answer', () => {
  it.each([
    [1, 4_000],
    [2, 8_000],
    [8, 512_000],
    [9, 600_000],
    [1_000, 600_000],
  ])('after %i asks is asked again in %i ms', (asks, ms) => {
    expect(askAgainInMs(asks)).toBe(ms);
  });
});
