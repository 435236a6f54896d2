import { createCipheriv } from 'node:crypto';

import { verifyWechatNotice } from './wechat-notice';
import { MERCHANT, NOW, OPENID, TRANSFER, signedHeaders } from './testing/wechat-terms';

const KEYS = { merchant: MERCHANT, apiV3Key: Buffer.from('0123456789abcdef0123456789abcdef') };

const BILL = {
  mch_id: MERCHANT.mchid,
  out_bill_no: TRANSFER.key,
  transfer_bill_no: '133000007110',
  state: 'SUCCESS',
  transfer_amount: 19_900,
  openid: OPENID,
  update_time: '2026-11-26T12:00:00+08:00',
};

function sealed(content: unknown, key = KEYS.apiV3Key): Record<string, string> {
  const nonce = 'fdasflkja484';
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from('mch_payment'));
  const parts = [cipher.update(JSON.stringify(content)), cipher.final(), cipher.getAuthTag()];
  const ciphertext = Buffer.concat(parts).toString('base64');
  return { algorithm: 'AEAD_AES_256_GCM', ciphertext, associated_data: 'mch_payment', nonce };
}

function notice(resource: unknown, id: unknown = 'EV-2018022511223320873'): string {
  return JSON.stringify({ id, event_type: 'MCHTRANSFER.BILL.FINISHED', resource });
}

function endOf(body: string, headers = signedHeaders(body)): unknown {
  try {
    return verifyWechatNotice({ headers, rawBody: Buffer.from(body) }, KEYS, NOW);
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}

describe('a notice of WeChat Pay', () => {
  it.each([
    ['SUCCESS', 'transfer.settled'],
    ['FAIL', 'transfer.failed'],
    ['CANCELLED', 'transfer.failed'],
  ])('of a transfer that is %s names the payout', (state, type) => {
    expect(endOf(notice(sealed({ ...BILL, state })))).toMatchObject({
      id: 'EV-2018022511223320873',
      type,
      sentAt: NOW,
      transfer: {
        key: TRANSFER.key,
        reference: TRANSFER.reference,
        transferId: '133000007110',
        money: { currency: 'CNY', amountMinor: '19900' },
      },
    });
  });

  it('of a transfer that is none of ours keeps its number', () => {
    const answer = endOf(notice(sealed({ ...BILL, out_bill_no: 'plfk2020042013' })));
    expect(answer).toMatchObject({ transfer: { reference: 'plfk2020042013' } });
  });

  it('is refused when it is not signed, too old, or a probe', () => {
    const body = notice(sealed(BILL));
    const late = new Date(NOW.getTime() - 301_000);
    for (const headers of [
      {},
      signedHeaders(body, late),
      signedHeaders(`${body} `),
      signedHeaders(body, NOW, { 'wechatpay-signature': 'WECHATPAY/SIGNTEST/nTC1' }),
    ]) {
      expect(endOf(body, headers)).toBe('rail.bad_signature');
    }
  });

  const tampered = { ...sealed(BILL), associated_data: 'other' };
  it.each([
    ['no id', notice(sealed(BILL), null)],
    ['an id of any length', notice(sealed(BILL), 'x'.repeat(200))],
    ['no resource', notice(undefined)],
    ['a resource that is a list', notice([])],
    ['a resource under another key', notice(sealed(BILL, Buffer.alloc(32)))],
    ['a resource that was changed', notice(tampered)],
    ['a ciphertext that is none', notice({ ...sealed(BILL), ciphertext: '' })],
    ['a nonce that is none', notice({ ...sealed(BILL), nonce: '' })],
    ['a bill without numbers', notice(sealed({ state: 'SUCCESS' }))],
    ['a bill that is a text', notice(sealed('SUCCESS'))],
    ['a bill that is not finished', notice(sealed({ ...BILL, state: 'PROCESSING' }))],
    ['no JSON', 'SUCCESS'],
    ['null', 'null'],
  ])('is malformed with %s', (_what, body) => {
    expect(endOf(body)).toBe('rail.malformed_notice');
  });
});
