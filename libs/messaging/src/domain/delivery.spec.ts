import { TRIES_MAX, channelFor, retryAt, stateAfter } from './delivery';
import type { DeliveryChannel, Reach } from './delivery';

const ALL: Reach = { mail: 'lin@example.com', im: 'o_1', sms: '+86138' };
const MINUTE_MS = 60_000;
/** The longest that a try can take. */
const TRY_MS = 45_000;

describe('the channel for a message', () => {
  it.each<[Partial<Reach>, readonly DeliveryChannel[], DeliveryChannel | null]>([
    [{}, [], 'mail'],
    [{ mail: null }, [], 'im'],
    [{ mail: null, im: null }, [], 'sms'],
    [{ mail: null, im: null, sms: null }, [], 'thread'],
    [{}, ['mail'], 'im'],
    [{ im: null }, ['mail'], 'sms'],
    [{}, ['mail', 'im', 'sms'], null],
    [{ im: null, sms: null }, ['mail'], null],
    [{ mail: null, im: null, sms: null }, ['thread'], null],
  ])('for %j after %j is %s', (reach, tried, channel) => {
    expect(channelFor({ ...ALL, ...reach }, tried)).toBe(channel);
  });
});

describe('a delivery', () => {
  const now = new Date('2026-11-26T00:00:00Z');

  it('is tried again later each time, and never while a try may still run', () => {
    const pauses = Array.from(
      { length: TRIES_MAX + 3 },
      (_, index) => retryAt(index + 1, now).getTime() - now.getTime(),
    );
    expect(Math.min(...pauses)).toBeGreaterThan(TRY_MS);
    expect([...pauses].sort((one, other) => one - other)).toEqual(pauses);
  });

  it('is tried for four days at least', () => {
    let at = now;
    for (let tries = 1; tries < TRIES_MAX; tries += 1) at = retryAt(tries, at);
    expect(at.getTime() - now.getTime()).toBeGreaterThan(4 * 24 * 60 * MINUTE_MS);
  });

  it.each([
    ['sent', 1, 'sent'],
    ['sent', TRIES_MAX, 'sent'],
    ['refused', 1, 'failed'],
    ['unsure', 1, 'queued'],
    ['unsure', TRIES_MAX - 1, 'queued'],
    ['unsure', TRIES_MAX, 'failed'],
  ] as const)('that is %s at try %d is %s', (outcome, tries, state) => {
    const result =
      outcome === 'sent' ? { outcome, providerId: null } : { outcome, problem: 'smtp 451' };
    expect(stateAfter(result, tries)).toBe(state);
  });
});
