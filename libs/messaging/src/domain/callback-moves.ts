import { DomainError } from '@app/kernel';

import type { MessageDirection } from './message';

/** `booked`: we are to call. `missed`: we tried, and nobody was reached. */
export const CALLBACK_STATES = ['booked', 'done', 'missed', 'cancelled'] as const;
export type CallbackState = (typeof CALLBACK_STATES)[number];

/** What came of a call, as whoever called says. */
export const CALL_OUTCOMES = ['reached', 'missed', 'wrong_number', 'refused'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** Whom we are to ask for. */
export const CALLEES = ['claimant', 'proxy'] as const;
export type Callee = (typeof CALLEES)[number];

/** How often we call before we write. */
export const CALL_TRIES_MAX = 3;

/** What becomes of a call-back that is booked; one that has ended is moved by nothing. */
interface Move {
  readonly to: CallbackState;
  /** Whether somebody called. */
  readonly isTry: boolean;
  /** By which notice the claimant is told; null where the call itself said it. */
  readonly notice:
    | 'callback.booked'
    | 'callback.moved'
    | 'callback.cancelled'
    | 'callback.late'
    | 'callback.missed'
    | 'callback.unreached'
    | 'callback.wrong_number'
    | null;
  /** Whether the owner of the claim has to know, also one who put it off until later. */
  readonly isForOwner: boolean;
}

/** The one table of what can happen to a call-back. */
export const CALLBACK_MOVES = {
  booked: { to: 'booked', isTry: false, notice: 'callback.booked', isForOwner: false },
  moved: { to: 'booked', isTry: false, notice: 'callback.moved', isForOwner: false },
  cancelled: { to: 'cancelled', isTry: false, notice: 'callback.cancelled', isForOwner: false },
  /** The slot passed, and nobody called. */
  lapsed: { to: 'booked', isTry: false, notice: 'callback.late', isForOwner: true },
  reached: { to: 'done', isTry: true, notice: null, isForOwner: false },
  refused: { to: 'done', isTry: true, notice: null, isForOwner: true },
  wrong_number: { to: 'missed', isTry: true, notice: 'callback.wrong_number', isForOwner: true },
  missed: { to: 'booked', isTry: true, notice: 'callback.missed', isForOwner: false },
  /** Missed for the last time. */
  given_up: { to: 'missed', isTry: true, notice: 'callback.unreached', isForOwner: true },
} as const satisfies Record<string, Move>;

export type CallbackMove = keyof typeof CALLBACK_MOVES;

/**
 * Which way the note about a call goes in the thread: what somebody told us is a message to us,
 * what we did without them is one of ours.
 */
export const CALL_DIRECTIONS: Readonly<Record<CallOutcome, MessageDirection>> = {
  reached: 'in',
  refused: 'out',
  missed: 'out',
  wrong_number: 'out',
};

/** The move that an outcome is, after so many tries before this one. */
export function moveOf(outcome: CallOutcome, triesBefore: number): CallbackMove {
  return outcome === 'missed' && triesBefore + 1 >= CALL_TRIES_MAX ? 'given_up' : outcome;
}

/** Refuses to move what has ended (`callback.ended`). */
export function requireBooked({ state }: { readonly state: CallbackState }): void {
  if (state === 'booked') return;
  throw new DomainError(
    'conflict',
    'callback.ended',
    {
      en: 'This call-back has ended already. To be called, book a new one.',
      'zh-CN': '该回电已结束。如需回电，请重新预约。',
    },
    { state },
  );
}
