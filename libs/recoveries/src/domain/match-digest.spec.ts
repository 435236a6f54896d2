import { Money } from '@app/money';

import { matchDigest } from './match-digest';
import type { MatchContent } from './match-digest';

const gbp = (minor: bigint): Money => Money.of(minor, 'GBP');
const content: MatchContent = {
  ...{ receiptId: 'rct_1', claimId: 'clm_1', recoveryId: null },
  ...{ money: gbp(100n), reason: 'The police returned it.', payee: 'original' },
  parts: {
    house: gbp(60n),
    others: [{ counterpartyId: 'cpt_1', money: gbp(30n) }],
    victim: gbp(10n),
    left: gbp(0n),
  },
};

describe('what a verdict on a match is bound to', () => {
  it.each<[string, Partial<MatchContent>]>([
    ['the receipt', { receiptId: 'rct_2' }],
    ['the claim', { claimId: 'clm_2' }],
    ['the recovery', { recoveryId: 'rcv_1' }],
    ['the money', { money: gbp(101n) }],
    ['the reason', { reason: 'He paid.' }],
    ['where the part goes', { payee: '1' }],
    ['the part of the claimant', { parts: { ...content.parts, victim: gbp(11n) } }],
    ['the part of the house', { parts: { ...content.parts, house: gbp(61n) } }],
    ['who else gets a part', { parts: { ...content.parts, others: [] } }],
  ])('is %s', (_what, other) => {
    expect(matchDigest({ ...content, ...other })).not.toBe(matchDigest(content));
  });
});
