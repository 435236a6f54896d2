import type { DomainError } from '@app/kernel';

import { requireFittingLine } from './stated-evidence';
import type { EvidenceLine, ProvenOutcome } from './stated-evidence';

const PAYOUT = {
  ...{ id: 'pyo_01kb2r8n2pe7v9w3k5x1t4q6ya', rail: 'wechat' },
  ...{ currency: 'CNY', amountMinor: 19_900n },
};
const LINE: EvidenceLine = {
  ...{ rail: 'wechat', currency: 'CNY', amountMinor: 19_900n },
  ...{ direction: 'out', kind: 'payout', key: null, matchedCause: null },
  ...{ transferOf: null, provesOther: false, isInSuspense: false },
};
const OTHER = 'pyo_01h455vb4pex5vsknk084sn02q';

function misfitOf(line: Partial<EvidenceLine> | null, outcome: ProvenOutcome): unknown {
  try {
    requireFittingLine(PAYOUT, outcome, line === null ? null : { ...LINE, ...line });
    return null;
  } catch (error) {
    const { code, details } = error as DomainError;
    expect(code).toBe('resolution.evidence_unfit');
    return details.misfit;
  }
}

describe('a line of a statement as evidence', () => {
  it.each<[string, Partial<EvidenceLine>, ProvenOutcome]>([
    ['which left, that it was paid', {}, 'settled'],
    ['with our key', { key: PAYOUT.id.replace('_', '') }, 'settled'],
    ['with a number of somebody else’s', { key: 'T-1' }, 'settled'],
    ['which is matched with the payout itself', { matchedCause: PAYOUT.id }, 'settled'],
    ['of the transfer of the payout', { transferOf: PAYOUT.id }, 'settled'],
    ['which came back, that it was not paid', { direction: 'in' }, 'failed'],
    ['which came back, that a wallet gave it back', { direction: 'in' }, 'taken_back'],
    ['which went to the state', {}, 'paid_to_state'],
  ])('fits, %s', (_what, line, outcome) => {
    expect(misfitOf(line, outcome)).toBeNull();
  });

  it.each<[string, Partial<EvidenceLine> | null, ProvenOutcome, string]>([
    ['that is not there', null, 'settled', 'unknown'],
    ['of another rail', { rail: 'alipay' }, 'settled', 'rail'],
    ['of another currency', { currency: 'USD' }, 'settled', 'money'],
    ['of another amount', { amountMinor: 19_901n }, 'settled', 'money'],
    ['that came in, for a payment', { direction: 'in' }, 'settled', 'direction'],
    ['that left, for none', {}, 'failed', 'direction'],
    ['with the key of another payout', { key: OTHER.replace('_', '') }, 'settled', 'other_payout'],
    ['that is matched with another payout', { matchedCause: OTHER }, 'settled', 'other_payout'],
    ['that is matched with a top-up', { matchedCause: 'fnd_1' }, 'settled', 'other_payout'],
    ['of the transfer of another payout', { transferOf: OTHER }, 'settled', 'other_payout'],
    ['by which another payout was ended', { provesOther: true }, 'settled', 'proves_other'],
    ['whose money is in suspense', { direction: 'in', isInSuspense: true }, 'failed', 'suspense'],
    ['that is a fee', { kind: 'fee' }, 'settled', 'kind'],
    ['that is a top-up', { kind: 'top_up' }, 'settled', 'kind'],
    ['for what no line says', {}, 'resend_same_key', 'no_proof'],
  ])('does not fit where it is one %s', (_what, line, outcome, misfit) => {
    expect(misfitOf(line, outcome)).toBe(misfit);
  });
});
