import type { RailAnswer } from '../rails/payout-rail';
import { PAUSE_MS, UNKNOWNS_MAX, WITHIN_MS, afterSend, breakerPosition } from './rail-breaker';
import type { BreakerState } from './rail-breaker';

const NOW = new Date('2026-11-20T02:00:00Z');
const later = (ms: number): Date => new Date(NOW.getTime() + ms);
const silence: RailAnswer = { outcome: 'unknown', reason: 'timeout', seen: '' };
const mismatch: RailAnswer = { outcome: 'unknown', reason: 'echo_mismatch', seen: '' };
const refusal: RailAnswer = { outcome: 'rejected', code: 'X', text: { en: '', 'zh-CN': '' } };

/** What so many sends without an answer leave, each some time after the one before. */
function silences(count: number, everyMs: number): BreakerState | null {
  let state: BreakerState | null = null;
  for (let send = 0; send < count; send += 1) {
    state = afterSend(silence, state, later(send * everyMs)) ?? state;
  }
  return state;
}

describe('the breaker of a rail', () => {
  it.each([
    [UNKNOWNS_MAX - 1, 1_000, 'closed'],
    [UNKNOWNS_MAX, 1_000, 'open'],
    [UNKNOWNS_MAX, WITHIN_MS / (UNKNOWNS_MAX - 1), 'open'],
    [UNKNOWNS_MAX, WITHIN_MS / (UNKNOWNS_MAX - 1) + 1, 'closed'],
    [5 * UNKNOWNS_MAX, WITHIN_MS, 'closed'],
  ])('after %i silences, one every %d ms, is %s', (count, everyMs, position) => {
    const now = later((count - 1) * everyMs);
    expect(breakerPosition(silences(count, everyMs), now)).toBe(position);
  });

  it('lets one try when its pause is over, and rests again when that learns nothing', () => {
    const open = silences(UNKNOWNS_MAX, 0);
    expect(breakerPosition(open, later(PAUSE_MS - 1))).toBe('open');
    expect(breakerPosition(open, later(PAUSE_MS))).toBe('half_open');
    const still = afterSend(silence, open, later(5 * WITHIN_MS));
    expect(breakerPosition(still, later(5 * WITHIN_MS + PAUSE_MS - 1))).toBe('open');
  });

  it.each<RailAnswer>([refusal, mismatch, { outcome: 'not_found' }])(
    'is closed by any answer of the rail: %j',
    (answer) => {
      const open = silences(UNKNOWNS_MAX, 0);
      expect(afterSend(answer, open, NOW)).toMatchObject({ unknowns: 0, openUntil: null });
    },
  );

  it('costs nothing as long as the rail answers', () => {
    expect(afterSend(refusal, null, NOW)).toBeNull();
    expect(afterSend(refusal, { unknowns: 0, since: NOW, openUntil: null }, NOW)).toBeNull();
  });
});
