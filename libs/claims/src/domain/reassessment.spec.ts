import { CLAIM_STATUSES } from './claim-lifecycle';
import { reassessment } from './reassessment';

describe('a new fact', () => {
  it.each(CLAIM_STATUSES)(
    'makes a claim that waits for a decision be assessed anew: %s',
    (status) => {
      const again = reassessment(status);
      const isAssessed = ['in_review', 'awaiting_claimant', 'awaiting_approval'].includes(status);
      expect(again).toEqual(
        isAssessed ? { follows: 'reassess', to: 'assessing', nextStep: 'assess' } : null,
      );
    },
  );
});
