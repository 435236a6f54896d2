import { assertNever } from '@app/kernel';

/**
 * How people end a break: the line `matched` with a booking by hand; a `fee` that the rail took
 * without saying so; `written_off`; unknown money that came in put into `suspense`; `offset`
 * against another break of the same money; `explained`, where no money differs.
 */
export const ENDED_BY_PEOPLE = [
  'matched',
  'fee',
  'written_off',
  'suspense',
  'offset',
  'explained',
] as const;
export type EndedByPeople = (typeof ENDED_BY_PEOPLE)[number];

/** Endings that book, and may be taken back as a whole. */
export const BOOKED_ENDINGS = ['fee', 'written_off', 'suspense'] as const;

/** Or by itself: what differed does not any more. */
export type HowEnded = EndedByPeople | 'resolved';

/** How many persons have to say the same. Only what writes nothing off is ended by one. */
export function personsNeeded(how: EndedByPeople): 1 | 2 {
  return how === 'suspense' || how === 'explained' ? 1 : 2;
}

export type EndingProblem = 'money_differs' | 'nothing_differs' | 'wrong_direction' | 'is_evidence';

/**
 * Why a break cannot end so, judged by its effect on the statement's balance; null when it can.
 * `matched` and `offset` are judged with what they are against.
 */
export function endingProblem(how: EndedByPeople, effectMinor: bigint): EndingProblem | null {
  switch (how) {
    case 'explained':
      return effectMinor === 0n ? null : 'money_differs';
    case 'fee':
    case 'written_off':
      return effectMinor < 0n ? null : effectMinor === 0n ? 'nothing_differs' : 'wrong_direction';
    case 'suspense':
      return effectMinor > 0n ? null : effectMinor === 0n ? 'nothing_differs' : 'wrong_direction';
    case 'matched':
    case 'offset':
      return effectMinor === 0n ? 'nothing_differs' : null;
    default:
      return assertNever(how);
  }
}
