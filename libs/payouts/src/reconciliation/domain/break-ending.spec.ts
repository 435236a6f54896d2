import { ENDED_BY_PEOPLE, endingProblem, personsNeeded } from './break-ending';
import type { EndedByPeople, EndingProblem } from './break-ending';

describe('ending a break', () => {
  it('takes two persons wherever money is written off or matched by hand', () => {
    const byOne = ENDED_BY_PEOPLE.filter((how) => personsNeeded(how) === 1);
    expect(byOne).toEqual(['suspense', 'explained']);
  });

  it.each<[EndedByPeople, bigint, EndingProblem | null]>([
    ['explained', 0n, null],
    ['explained', 1n, 'money_differs'],
    ['fee', -1n, null],
    ['fee', 1n, 'wrong_direction'],
    ['fee', 0n, 'nothing_differs'],
    ['written_off', -1n, null],
    ['written_off', 1n, 'wrong_direction'],
    ['suspense', 1n, null],
    ['suspense', -1n, 'wrong_direction'],
    ['suspense', 0n, 'nothing_differs'],
    ['matched', -1n, null],
    ['matched', 0n, 'nothing_differs'],
    ['offset', 1n, null],
    ['offset', 0n, 'nothing_differs'],
  ])('as %s, with an effect of %s: %s', (how, effectMinor, problem) => {
    expect(endingProblem(how, effectMinor)).toBe(problem);
  });
});
