import fc from 'fast-check';

import type { Outcome } from '@app/review';

import type { Staff } from '../support/test-operations';

/** What becomes of a call to the rail. */
export type Fate = 'delivered' | 'lost' | 'answer_lost' | 'dies' | 'refused';

export type Command =
  | { readonly do: 'file'; readonly payment: number; readonly share: number }
  | { readonly do: 'hand in'; readonly claim: number; readonly item: number }
  | { readonly do: 'withdraw' | 'close' | 'appeal'; readonly claim: number }
  | { readonly do: 'reopen'; readonly claim: number; readonly by: Staff }
  | { readonly do: 'merge'; readonly claim: number; readonly into: number }
  | {
      readonly do: 'decide';
      readonly claim: number;
      readonly outcome: Outcome;
      readonly share: number;
      readonly by: Staff;
      readonly waives: boolean;
    }
  | {
      readonly do: 'judge';
      readonly claim: number;
      readonly by: Staff;
      readonly verdict: 'approve' | 'return';
    }
  | { readonly do: 'refund'; readonly payment: number; readonly share: number }
  | { readonly do: 'contribute'; readonly share: number }
  | { readonly do: 'wait'; readonly minutes: number }
  | { readonly do: 'go on'; readonly claim: number; readonly fate: Fate };

const which = fc.nat(5);
const shares = fc.integer({ min: 1, max: 100 });
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('file'), payment: which, share: shares }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hand in'), claim: which, item: which }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('withdraw', 'close'), claim: which }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('appeal'), claim: which }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('reopen'),
      claim: which,
      by: fc.constantFrom<Staff>('qian', 'zhao', 'sun'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('merge'), claim: which, into: which }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('decide'),
      claim: which,
      outcome: fc.constantFrom<Outcome>('approve', 'partial', 'deny'),
      share: shares,
      by: fc.constantFrom<Staff>('wang', 'qian', 'zhao'),
      waives: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('judge'),
      claim: which,
      by: fc.constantFrom<Staff>('zhao', 'li', 'wang'),
      verdict: fc.constantFrom('approve', 'approve', 'return'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('refund'), payment: which, share: shares }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('contribute'), share: shares }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait'), minutes: fc.nat(30_000) }) },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('go on'),
      claim: which,
      fate: fc.constantFrom<Fate>(
        'delivered',
        'delivered',
        'lost',
        'answer_lost',
        'dies',
        'refused',
      ),
    }),
  },
);
/** Moments one after the other; up to three things happen at the same time. */
export const histories = fc.array(fc.array(command, { minLength: 1, maxLength: 3 }), {
  minLength: 8,
  maxLength: 22,
});

const goOn = (claim: number): Command[] => [{ do: 'go on', claim, fate: 'delivered' }];

/**
 * Written by hand and played in every run, before what chance draws: chance alone does not get to
 * each end in as few histories as a run can play.
 */
export const knownHistories: [Command[][]][] = [
  [[[{ do: 'withdraw', claim: 0 }]]],
  [[[{ do: 'file', payment: 1, share: 100 }], [{ do: 'merge', claim: 1, into: 0 }]]],
  [
    [
      [{ do: 'file', payment: 1, share: 100 }],
      goOn(1),
      goOn(1),
      goOn(1),
      [{ do: 'decide', claim: 1, outcome: 'deny', share: 100, by: 'wang', waives: false }],
      [{ do: 'judge', claim: 1, by: 'zhao', verdict: 'approve' }],
      [{ do: 'reopen', claim: 1, by: 'qian' }],
    ],
  ],
  [[goOn(0), goOn(0), goOn(0), goOn(0)]],
];
