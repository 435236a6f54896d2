import { endOf, refusedBy } from './testing/refusals';
import { requireUnanswered, silenceOf, wasClosedUnanswered } from './silence';
import type { HeardEvent } from './silence';

const day = (number: number): Date => new Date(Date.UTC(2026, 10, number));

/** A timeline in short: `claim.filed claimant`, a day after the other. */
function timeline(...lines: readonly string[]): HeardEvent[] {
  return lines.map((line, index) => {
    const [kind = '', actorRole = 'system'] = line.split(' ');
    return { kind, actorRole, at: day(index + 1) };
  });
}

const ASKED = ['claim.filed claimant', 'claim.evidence_needed'];
const REMINDED = 'information.reminded';

describe('the silence of a claimant', () => {
  it.each([
    ['begins when they are asked', [...ASKED], 2, 0],
    ['is counted in reminders', [...ASKED, REMINDED, 'claim.assigned', REMINDED], 2, 2],
    ['begins anew when they are asked again', [...ASKED, REMINDED, 'claim.evidence_needed'], 4, 0],
    ['ends when they write', [...ASKED, REMINDED, REMINDED, 'message.received system'], 5, 0],
    ['ends when a file arrives by an agent', [...ASKED, REMINDED, 'evidence.added agent'], 4, 0],
    ['ends with whatever they do', [...ASKED, REMINDED, 'payee.changed claimant'], 4, 0],
    ['does not end with what others do', [...ASKED, REMINDED, 'payee.changed agent'], 2, 1],
  ])('%s', (_title, lines, since, reminders) => {
    const silence = silenceOf(timeline(...lines));
    expect(silence.since).toEqual(day(since));
    expect(silence.remindedAt).toHaveLength(reminders);
  });
});

describe('closing for want of an answer', () => {
  const claim = { decisionId: null, nextBy: 'reviewer', nextDueAt: day(20) };
  const silence = (reminders: number): ReturnType<typeof silenceOf> =>
    silenceOf(timeline(...ASKED, ...Array.from({ length: reminders }, () => REMINDED)));

  it.each([
    [0, 'claim.not_reminded'],
    [1, 'claim.not_reminded'],
    [2, 'fine'],
    [3, 'fine'],
  ])('after %i reminders: %s', (reminders, end) => {
    expect(
      endOf(() => {
        requireUnanswered(claim, silence(reminders));
      }),
    ).toBe(end);
  });

  it('is refused while the claimant still has time', () => {
    const waiting = { ...claim, nextBy: 'claimant' };
    expect(
      endOf(() => {
        requireUnanswered(waiting, silence(2));
      }),
    ).toBe('claim.answer_awaited');
  });

  it('is refused for a claim that was decided before: that is answered with reasons', () => {
    const decided = { ...claim, decisionId: 'dec_1' };
    expect(
      endOf(() => {
        requireUnanswered(decided, silence(2));
      }),
    ).toBe('claim.to_be_decided');
  });

  it('says how many reminders went out and how many are needed', () => {
    const refusal = refusedBy(() => {
      requireUnanswered(claim, silence(1));
    });
    expect(refusal?.details).toEqual({ remindedAt: [day(3).toISOString()], remindersNeeded: 2 });
  });
});

describe('a closed claim', () => {
  const CLOSED = [...ASKED, REMINDED, REMINDED, 'claim.closed_unanswered reviewer'];

  it.each([
    ['was closed for want of an answer', 'closed', CLOSED, true],
    ['is open again', 'in_review', [...CLOSED, 'claim.reopened'], false],
    ['was closed later for another reason', 'closed', [...CLOSED, 'claim.closed reviewer'], false],
    ['was never closed for that', 'closed', [...ASKED, 'claim.closed reviewer'], false],
    ['went on in another one', 'closed', [...CLOSED, 'claim.merged_into reviewer'], false],
  ] as const)('%s', (_title, status, lines, expected) => {
    expect(wasClosedUnanswered(status, timeline(...lines))).toBe(expected);
  });
});
