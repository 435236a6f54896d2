import type { JobDefinition } from './define-job';
import { processorProblems } from './worker-check';

const job = (queue: string): JobDefinition => ({
  queue,
  attemptsMax: 1,
  backoffMs: 1,
  concurrencyMax: 1,
  timeoutMs: 1,
  workIdOf: () => '',
  findDue: () => Promise.resolve([]),
});

describe('a worker', () => {
  it.each<[string, string[], string[], string[]]>([
    ['nothing to do', [], [], []],
    ['one processor for each kind of job', ['a', 'b'], ['b', 'a'], []],
    ['a kind without a processor', ['a', 'b'], ['a'], ['"b" has 0 processors instead of one']],
    ['two processors for one kind', ['a'], ['a', 'a'], ['"a" has 2 processors instead of one']],
    [
      'a processor of a kind that nobody lists',
      ['a'],
      ['a', 'c'],
      ['"c" is processed but not in the list of jobs'],
    ],
    [
      'several things wrong',
      ['a', 'b'],
      ['c', 'b', 'b'],
      [
        '"a" has 0 processors instead of one',
        '"b" has 2 processors instead of one',
        '"c" is processed but not in the list of jobs',
      ],
    ],
  ])('with %s is told so', (_what, defined, processed, problems) => {
    expect(processorProblems(defined.map(job), processed.map(job))).toEqual(problems);
  });
});
