import { signRailRequest } from './sign-rail-request';

const REQUEST = { method: 'POST', target: '/transfers', body: '{}', secret: 'secret' };
const NOW = new Date('2026-11-23T10:00:00Z');
const NONCE = '0'.repeat(32);

describe('signRailRequest', () => {
  it('signs method, target, seconds, nonce and body', () => {
    // printf 'POST\n/transfers\n1795428000\n0…0\n{}' | openssl dgst -sha256 -hmac secret
    expect(signRailRequest(REQUEST, NOW, NONCE)).toEqual({
      'x-rail-timestamp': '1795428000',
      'x-rail-nonce': NONCE,
      'x-rail-signature': 'v1=8c87c08525a8d6fce71f8641b5331cdb2d940e1baf75ff5622b4b8d10dce7388',
    });
  });

  it.each([{ method: 'PUT' }, { target: '/transfers?' }, { body: '{ }' }, { secret: 'Secret' }])(
    'signs otherwise when %j',
    (change) => {
      const one = signRailRequest(REQUEST, NOW, NONCE);
      const other = signRailRequest({ ...REQUEST, ...change }, NOW, NONCE);
      expect(other['x-rail-signature']).not.toBe(one['x-rail-signature']);
    },
  );

  it('never uses a nonce twice', () => {
    const nonces = Array.from(
      { length: 1000 },
      () => signRailRequest(REQUEST, NOW)['x-rail-nonce'],
    );
    expect(new Set(nonces).size).toBe(1000);
  });
});
