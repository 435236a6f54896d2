import { constants, privateDecrypt } from 'node:crypto';

import { Money } from '@app/money';

import { transferBody } from './transfer-request';
import {
  COMPENSATION,
  MERCHANT,
  OPENID,
  PLATFORM_PRIVATE_KEY,
  TRANSFER,
} from './testing/wechat-terms';

const TERMS = {
  appid: 'wx8888888888888888',
  mchid: MERCHANT.mchid,
  platformKey: MERCHANT.platformKey,
  notifyUrl: 'https://claims.example.com/v1/rails/wechat/webhook',
};

type Body = Readonly<Record<string, unknown>>;
const bodyOf = (...order: Parameters<typeof transferBody>): Body =>
  JSON.parse(transferBody(...order)) as Body;

describe('the body of a transfer', () => {
  it('is a merchant transfer of scene 1011 to an openid', () => {
    const { user_name: name, ...body } = bodyOf(TRANSFER, TERMS);
    expect(body).toEqual({
      appid: TERMS.appid,
      out_bill_no: TRANSFER.key,
      transfer_scene_id: '1011',
      openid: OPENID,
      transfer_amount: 19_900,
      transfer_remark: '支付损失保障赔付',
      notify_url: TERMS.notifyUrl,
      user_recv_perception: '商家赔付',
      transfer_scene_report_infos: [{ info_type: '赔付原因', info_content: '支付损失保障赔付' }],
    });
    const key = { key: PLATFORM_PRIVATE_KEY, padding: constants.RSA_PKCS1_OAEP_PADDING };
    const opened = privateDecrypt(
      { ...key, oaepHash: 'sha1' },
      Buffer.from(String(name), 'base64'),
    );
    expect(opened.toString('utf8')).toBe('林小满');
  });

  it.each([
    [29n, false],
    [30n, true],
    [199_999n, true],
    [200_000n, true],
  ])('of %s fen carries a name: %s', (fen, isNamed) => {
    const body = bodyOf({ ...TRANSFER, money: Money.of(fen, 'CNY') }, TERMS);
    expect('user_name' in body).toBe(isNamed);
  });

  it('carries every amount exactly, or is none', () => {
    const largest = BigInt(Number.MAX_SAFE_INTEGER);
    const of = (fen: bigint) => ({ ...TRANSFER, money: Money.of(fen, 'CNY') });
    expect(bodyOf(of(largest), TERMS).transfer_amount).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => transferBody(of(largest + 1n), TERMS)).toThrow(RangeError);
  });

  it('asks for no notice that WeChat Pay would not send', () => {
    expect(bodyOf(TRANSFER, { ...TERMS, notifyUrl: null })).not.toHaveProperty('notify_url');
  });

  it('is a compensation to whoever paid the transaction, at the expense of the platform', () => {
    expect(bodyOf(COMPENSATION, TERMS)).toEqual({
      receiver: {
        type: 'TRANSACTION_USER',
        transaction_info: { transaction_id: '4200000020000011112222333344', type: 'WXPAY' },
      },
      out_bill_no: COMPENSATION.key,
      amount: 19_900,
      transfer_remark: '支付损失保障赔付',
      sponsor_mchid: MERCHANT.mchid,
      transfer_scene_id: '1011',
      user_recv_perception: '商家赔付',
    });
  });
});
