import type { BugName } from './world/planted-bugs';

/** A seed that once broke a promise, with the bug that it found. It is played for ever. */
interface Regression {
  readonly bug: BugName;
  readonly seed: number;
  readonly broken: RegExp;
}

export const REGRESSIONS: readonly Regression[] = [
  { bug: 'new_key_per_attempt', seed: 3, broken: /is paid twice/ },
  { bug: 'no_fence', seed: 24, broken: /late answer counted/ },
  {
    bug: 'unknown_is_failed',
    seed: 2,
    broken: /failed, (and its rail pays it|its rail says settled)/,
  },
  { bug: 'blind_resend', seed: 31, broken: /paid twice|failed, and its rail pays it/ },
  { bug: 'no_sweep', seed: 1, broken: /has 0 payouts|is lost/ },
];
