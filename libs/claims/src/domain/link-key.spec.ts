import fc from 'fast-check';

import { LINK_KINDS, linkKey, normalised } from './link-key';
import type { LinkKind } from './link-key';

const SECRET = Buffer.alloc(32, 7);

describe('what turns up in several claims', () => {
  it.each<[LinkKind, string, string | null]>([
    ['email', ' Lin@Demo.Ganpei ', 'lin@demo.ganpei'],
    ['email', 'ｌｉｎ＠demo.ganpei', 'lin@demo.ganpei'],
    ['email', 'lin+shop@demo.ganpei', 'lin+shop@demo.ganpei'],
    ['email', '   ', null],
    ['phone', '+86 138-0013-8000', '8613800138000'],
    ['phone', '13800138000', '8613800138000'],
    ['phone', '8613800138000', '8613800138000'],
    ['phone', '0086 138 0013 8000', '8613800138000'],
    ['phone', '１３８００１３８０００', '8613800138000'],
    ['phone', '(010) 1234 5678', '861012345678'],
    ['phone', '+44 20 7946 0018', '442079460018'],
    ['phone', '0044 20 7946 0018', '442079460018'],
    ['phone', 'ask my son', null],
    ['phone', '0', null],
    ['payout_account', '6222 0200 0000-0000', '6222020000000000'],
    ['payout_account', 'GB29 NWBK 6016 1331 9268 19', 'gb29nwbk60161331926819'],
    ['payout_account', '5119.3141.5911.3648', '5119314159113648'],
    ['payout_account', '5119_3141-5911 3648.', '5119314159113648'],
    ['payout_account', 'Lin@Wallet.example', 'lin@wallet.example'],
    ['payout_account', 'a_b@wallet.example', 'a_b@wallet.example'],
    ['payout_account', ' - ', null],
    ['device', ' 3f2504e0-4f89 ', '3f2504e0-4f89'],
    ['device', 'ABC', 'ABC'],
  ])('has one form: %s "%s" is %s', (kind, text, form) => {
    expect(normalised(kind, text)).toBe(form);
    expect(linkKey(kind, text, SECRET) === null).toBe(form === null);
  });

  it('is found by a key of 64 hex digits that stays the same for ever', () => {
    // Another key here would lose every link that is on record.
    expect(linkKey('phone', '13800138000', SECRET)).toBe(
      '0ca2e492c572fa18e2970371bff096f0c6d98fdaf8fe69a8017ab187dcd6c1f2',
    );
  });

  it('has another key as another kind, and with another secret', () => {
    const keys = LINK_KINDS.map((kind) => linkKey(kind, '13800138000', SECRET));
    keys.push(linkKey('phone', '13800138000', Buffer.alloc(32, 8)));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has a key that is no part of the text, and a form that is its own form', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LINK_KINDS), fc.string({ unit: 'grapheme' }), (kind, text) => {
        const form = normalised(kind, text);
        if (form === null) return;
        expect(linkKey(kind, text, SECRET)).toMatch(/^[0-9a-f]{64}$/);
        const again = kind === 'phone' ? `+${form}` : form;
        expect(normalised(kind, again)).toBe(form);
      }),
    );
  });
});
