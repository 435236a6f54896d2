import {
  RECOVERY_STATUSES,
  RECOVERY_STEPS,
  bookedOutstandingMinor,
  mayStep,
  outstandingMinor,
} from './recovery';
import type { RecoveryKind, RecoveryStep } from './recovery';
import { termOf } from './recovery-terms';

/** In which statuses each step is possible, in the order of RECOVERY_STATUSES. */
const TABLE: Readonly<Record<RecoveryStep, string>> = {
  //                     op rq ob ag rc rf wo cl
  open: /*              */ '.  .  .  .  .  .  .  .',
  request: /*           */ 'x  x  .  .  .  x  .  .',
  agree: /*             */ '.  x  .  .  .  x  .  .',
  receive: /*           */ '.  x  .  x  .  x  .  .',
  refuse: /*            */ '.  x  .  x  .  .  .  .',
  propose_write_off: /* */ '.  x  .  x  .  x  .  .',
  write_off: /*         */ '.  x  .  x  .  x  .  .',
  propose_clawback: /*  */ 'x  .  .  .  .  .  .  .',
  claw_back: /*         */ 'x  .  .  .  .  .  .  .',
  object: /*            */ '.  x  .  .  .  x  .  .',
  dismiss: /*           */ '.  .  x  .  .  .  .  .',
  uphold: /*            */ '.  .  x  .  .  .  .  .',
  return: /*            */ 'x  x  x  x  .  x  .  .',
  age: /*               */ '.  x  .  x  .  x  .  .',
};

describe('a recovery', () => {
  it.each(RECOVERY_STEPS)('takes the step %s in these statuses and no others', (step) => {
    const may = RECOVERY_STATUSES.map((status) => (mayStep(step, status) ? 'x' : '.'));
    expect(may.join('  ')).toBe(TABLE[step]);
  });

  const amounts = { requestedMinor: 10n, receivedMinor: 3n, writtenOffMinor: 1n };
  it.each<[RecoveryKind, bigint | null, bigint, bigint]>([
    ['institution', null, 6n, 0n],
    ['institution', 8n, 4n, 4n],
    ['insurer', 8n, 4n, 4n],
    ['claimant', 10n, 6n, 6n],
    // Of whoever caused the loss only money that has come stands in the books.
    ['merchant', 8n, 4n, 0n],
    ['fraudster', 10n, 6n, 0n],
  ])('of a %s that agreed to %s is outstanding with %s, and %s of it booked', (...row) => {
    const [kind, agreedMinor, outstanding, isBooked] = row;
    const recovery = { ...amounts, kind, agreedMinor };
    expect(outstandingMinor(recovery)).toBe(outstanding);
    expect(bookedOutstandingMinor(recovery)).toBe(isBooked);
  });

  const clock = { id: 'c', pausable: false, onBreach: 'escalate', label: { en: '', 'zh-CN': '' } };
  it('falls due by the clock of the pack, and by the term of its kind where there is none', () => {
    const from = { from: 'contribution_requested' } as const;
    const own = { clocks: [{ ...clock, ...from, within: '5BD', onBreach: 'escalate' as const }] };
    const prompt = { clocks: [{ ...clock, ...from, within: null, onBreach: 'close' as const }] };
    expect(termOf(own, 'institution')).toBe('5BD');
    expect(termOf(own, 'claimant')).toBe('15BD');
    expect(termOf(prompt, 'institution')).toBe('10BD');
    expect(termOf({ clocks: [] }, 'insurer')).toBe('20BD');
  });
});
