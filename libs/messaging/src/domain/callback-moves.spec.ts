import { DomainError } from '@app/kernel';

import {
  CALLBACK_MOVES,
  CALLBACK_STATES,
  CALL_OUTCOMES,
  CALL_TRIES_MAX,
  moveOf,
  requireBooked,
} from './callback-moves';
import type { CallOutcome, CallbackMove } from './callback-moves';

describe('what becomes of a call-back', () => {
  it.each<[CallbackMove, string, boolean, string | null]>([
    ['booked', 'booked', false, 'callback.booked'],
    ['moved', 'booked', false, 'callback.moved'],
    ['cancelled', 'cancelled', false, 'callback.cancelled'],
    ['lapsed', 'booked', false, 'callback.late'],
    ['reached', 'done', true, null],
    ['refused', 'done', true, null],
    ['wrong_number', 'missed', true, 'callback.wrong_number'],
    ['missed', 'booked', true, 'callback.missed'],
    ['given_up', 'missed', true, 'callback.unreached'],
  ])('when it is %s: it is %s, a call was made: %s, and we write %s', (move, to, isTry, notice) => {
    expect(CALLBACK_MOVES[move]).toMatchObject({ to, isTry, notice });
  });

  it.each<[CallOutcome, number, CallbackMove]>([
    ['missed', 0, 'missed'],
    ['missed', 1, 'missed'],
    ['missed', 2, 'given_up'],
    ['missed', 9, 'given_up'],
    ['reached', 2, 'reached'],
    ['refused', 0, 'refused'],
    ['wrong_number', 0, 'wrong_number'],
  ])('%s after %s tries is %s', (outcome, triesBefore, move) => {
    expect(moveOf(outcome, triesBefore)).toBe(move);
  });

  it('tells the claimant whenever we called and spoke to nobody, and whenever we are late', () => {
    const silent = Object.entries(CALLBACK_MOVES).filter(([, { notice }]) => notice === null);
    expect(silent.map(([move]) => move)).toEqual(['reached', 'refused']);
  });

  it('ends after as many calls as we make at most, whatever comes of them', () => {
    for (const outcome of CALL_OUTCOMES) {
      const last = CALLBACK_MOVES[moveOf(outcome, CALL_TRIES_MAX - 1)];
      expect([outcome, last.to]).not.toEqual([outcome, 'booked']);
    }
  });

  it('is moved by nothing once it has ended', () => {
    const ended = CALLBACK_STATES.filter((state) => state !== 'booked');
    expect(() => {
      requireBooked({ state: 'booked' });
    }).not.toThrow();
    for (const state of ended) {
      expect(() => {
        requireBooked({ state });
      }).toThrow(DomainError);
    }
  });
});
