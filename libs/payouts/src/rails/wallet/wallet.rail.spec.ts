import { Money } from '@app/money';

import type { RailPayee } from '../payout-rail';
import { WalletRailAdapter } from './wallet.rail';

const SECRET = `whsec_${Buffer.from('twenty-four bytes or more').toString('base64')}`;
const ORIGINAL = { route: 'original', channel: 'other', paymentSourceId: '1' } as const;
const ACCOUNT = { route: 'account', account: 'w1001234', name: '林小满' } as const;

describe('what the wallet rail carries', () => {
  const rail = new WalletRailAdapter({
    url: 'https://wallet.example.com',
    secret: SECRET,
    webhookSecrets: [SECRET],
    sources: ['our-wallet', 'old-wallet'],
  });

  it.each<[string, RailPayee, boolean]>([
    ['a payment of its own', { ...ORIGINAL, paymentSource: 'our-wallet' }, true],
    ['a payment of its other source', { ...ORIGINAL, paymentSource: 'old-wallet' }, true],
    ['a payment of somebody else', { ...ORIGINAL, paymentSource: 'alipay' }, false],
    ['a payment of a source named almost so', { ...ORIGINAL, paymentSource: 'our-wallet2' }, false],
    ['a wallet that the claimant named', { ...ACCOUNT, kind: 'wallet' }, true],
    ['an account of a bank', { ...ACCOUNT, kind: 'bank' }, false],
    ['an Alipay account', { ...ACCOUNT, kind: 'alipay' }, false],
  ])('of %s: %p', (_what, payee, isCarried) => {
    const refusal = rail.refusal({ money: Money.of(1n, 'CNY'), payee });
    expect(refusal === null).toBe(isCarried);
  });
});
