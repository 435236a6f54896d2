import { Formatter, Rsa } from 'wechatpay-axios-plugin';

import { authorization, signatureFault } from './v3-signature';
import { MERCHANT, MERCHANT_PUBLIC_KEY, NOW, signedHeaders } from './testing/wechat-terms';

const BODY = '{"out_bill_no":"pyo1","note":"赔付"}';

describe('the signature of a request', () => {
  const request = { method: 'POST', target: '/v3/a?b=c', body: BODY };
  const nonce = '593BEC0C930BF1AFEB40B4A08C8FB242';
  const timestamp = String(NOW.getTime() / 1000);
  const header = authorization(request, MERCHANT, NOW, nonce);
  const signature = /signature="([^"]+)"/.exec(header)?.[1] ?? '';

  it('is what a client that others wrote makes of the same request', () => {
    const message = Formatter.request('POST', request.target, timestamp, nonce, BODY);
    expect(signature).toBe(Rsa.sign(message, MERCHANT.privateKey));
    const { mchid, serial } = MERCHANT;
    expect(header).toBe(Formatter.authorization(mchid, nonce, signature, timestamp, serial));
    expect(Rsa.verify(message, signature, MERCHANT_PUBLIC_KEY)).toBe(true);
  });

  it('carries another nonce each time', () => {
    const headers = [1, 2, 3].map(() => authorization(request, MERCHANT, NOW));
    expect(new Set(headers).size).toBe(3);
  });
});

describe('the signature of an answer', () => {
  const fault = (headers: ReturnType<typeof signedHeaders>, body: string | Buffer = BODY) =>
    signatureFault({ headers, body }, MERCHANT, NOW);
  const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

  it('is taken from WeChat Pay, over the bytes as they came', () => {
    expect(fault(signedHeaders(BODY))).toBeNull();
    expect(fault(signedHeaders(BODY), Buffer.from(BODY))).toBeNull();
    expect(fault(signedHeaders(''), '')).toBeNull();
  });

  it.each([-300, 300])('is taken %i seconds from now', (seconds) => {
    expect(fault(signedHeaders(BODY, at(seconds)))).toBeNull();
  });

  it.each([-301, 301])('is too old or too new %i seconds from now', (seconds) => {
    expect(fault(signedHeaders(BODY, at(seconds)))).toMatch(/^signed at /);
  });

  it.each([
    ['no signature', { 'wechatpay-signature': undefined }],
    ['an empty signature', { 'wechatpay-signature': '' }],
    ['no nonce', { 'wechatpay-nonce': undefined }],
    ['another nonce', { 'wechatpay-nonce': 'other' }],
    ['no time', { 'wechatpay-timestamp': undefined }],
    ['a time that is no number', { 'wechatpay-timestamp': 'now' }],
    ['another key of theirs', { 'wechatpay-serial': 'PUB_KEY_ID_2' }],
    ['a signature that is none', { 'wechatpay-signature': 'WECHATPAY/SIGNTEST/nTC1' }],
    ['a signature that came twice', { 'wechatpay-signature': ['a', 'b'] }],
  ])('is nobody’s with %s', (_what, change) => {
    expect(fault(signedHeaders(BODY, NOW, change))).not.toBeNull();
  });

  it('is nobody’s over another body', () => {
    expect(fault(signedHeaders(BODY), `${BODY} `)).toBe('the signature does not match');
  });
});
