import { shownTimeline } from './shown-timeline';

const lines = (kinds: string): { kind: string; at: number }[] =>
  kinds.split(' ').map((kind, at) => ({ kind, at }));
const shown = (kinds: string, role: string): string =>
  shownTimeline(lines(kinds), { role })
    .map(({ kind, at }) => `${String(at)}:${kind}`)
    .join(' ');

describe('the timeline of a claim', () => {
  const KINDS = 'claim.filed claim.assigned claim.assigned evidence.added claim.assigned';

  it('says once to whoever claims that somebody else has it, at its last time', () => {
    expect(shown(KINDS, 'claimant')).toBe('0:claim.filed 3:evidence.added 4:claim.assigned');
  });

  it.each(['reviewer', 'agent', 'auditor'])('has every hand for the %s', (role) => {
    expect(shown(KINDS, role).split(' ')).toHaveLength(5);
  });

  it('is whole where nobody else was ever given the claim', () => {
    expect(shown('claim.filed claim.in_review', 'claimant')).toBe(
      '0:claim.filed 1:claim.in_review',
    );
  });
});
