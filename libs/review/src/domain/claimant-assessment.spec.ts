import { PACKS_FOLDER, PackLibrary, assess } from '@app/programs';
import type { AssessmentFacts } from '@app/programs';

import { claimantAssessment } from './claimant-assessment';

const [PACK] = PackLibrary.read(PACKS_FOLDER).requireVersionsOf('gb-app-reimbursement');
const SIGNAL = {
  code: 'velocity.claims_30d',
  value: '9',
  threshold: '3',
  direction: 'above' as const,
  clean: false,
};

const factsWith = (changes: Partial<AssessmentFacts> = {}): AssessmentFacts => ({
  lossType: 'malicious_payee',
  discoveredAt: '2026-11-02T01:00:00Z',
  filedAt: '2026-11-20T02:00:00Z',
  claimant: { kind: 'individual', awardedThisYearMinor: '0' },
  lines: [
    {
      lineId: 'line-0',
      paymentId: 'payment-0',
      amountMinor: '9000000',
      currency: 'GBP',
      paidAt: '2026-11-01T04:30:00Z',
      rail: 'fps',
      refundedMinor: '0',
      paymentAmountMinor: '9000000',
      status: 'settled',
      crossBorder: false,
    },
  ],
  evidence: PACK!.evidence.map(({ id }) => id),
  signals: [SIGNAL],
  ...changes,
});

const shownOf = (changes: Partial<AssessmentFacts> = {}): ReturnType<typeof claimantAssessment> => {
  const facts = factsWith(changes);
  return claimantAssessment(PACK!, facts, assess(PACK!, facts, new Date('2026-11-26T00:00:00Z')));
};

describe('an assessment that leaves the house with its claimant', () => {
  it('says nothing of signals, of what they recommend, and of who has to approve', () => {
    const shown = shownOf();
    expect(shown.facts.signals).toEqual([]);
    expect(JSON.stringify(shown)).not.toMatch(/velocity|recommendation|approval/);
  });

  it('has the facts and each step from the amount claimed to the award', () => {
    const { facts, result } = shownOf();
    expect(facts.lines[0]).toMatchObject({ amountMinor: '9000000', rail: 'fps' });
    const [first] = result.steps;
    expect(first!.before.amountMinor).toBe('9000000');
    result.steps.slice(1).forEach(({ before }, index) => {
      expect(before).toEqual(result.steps[index]!.after);
    });
    expect(result.steps.at(-1)!.after).toEqual(result.award);
    expect(result.award).toEqual({ currency: 'GBP', amountMinor: '8490000' });
  });

  it('can be put before the pack again, which then says the same', () => {
    const { facts, result } = shownOf({ circumstances: ['excess_waived_by_choice'] });
    const again = assess(PACK!, facts, new Date(result.assessedAt));
    expect(again).toMatchObject({ award: result.award, lines: result.lines });
  });

  it('gives the reasons of its lines in words', () => {
    expect(shownOf().result.reasons).toEqual([expect.objectContaining({ code: 'excess.applied' })]);
  });

  it('lets nobody read that somebody is vulnerable, or was found not to be', () => {
    for (const changes of [{ circumstances: ['vulnerable'] }, { refuted: ['vulnerable'] }]) {
      const shown = shownOf(changes);
      expect(JSON.stringify(shown)).not.toMatch(/vulnerab|弱势/i);
      expect(shown.facts).not.toHaveProperty(Object.keys(changes)[0]!);
    }
  });

  it('keeps the circumstances that are nobody’s weakness', () => {
    const circumstances = ['excess_waived_by_choice', 'vulnerable'];
    expect(shownOf({ circumstances }).facts.circumstances).toEqual(['excess_waived_by_choice']);
  });
});
