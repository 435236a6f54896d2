import { constants, publicEncrypt } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import type { RailOrder } from '../payout-rail';

/** 企业赔付, the scene for what a company pays in compensation. */
const COMPENSATION_SCENE = '1011';
/** What the scene has to report, and what the payee reads; each at most 32 characters. */
const REASON = '支付损失保障赔付';
const PERCEPTION = '商家赔付';

/** Below it WeChat Pay takes no name, from 2,000.00 on it demands one; in between it compares. */
const NAMED_FROM_FEN = 30n;

const TRANSFERS = '/v3/fund-app/mch-transfer/transfer-bills';
const COMPENSATIONS = '/v3/platsolution/ecommerce/mch-transfer/compensate-bills';

/** `transfer` to an openid; `compensate` to whoever paid a transaction of the platform. */
export type WechatBillKind = 'transfer' | 'compensate';

export const BILL_PATHS: Readonly<Record<WechatBillKind, string>> = {
  transfer: TRANSFERS,
  compensate: COMPENSATIONS,
};

export function billKindOf({ payee }: Pick<RailOrder, 'payee'>): WechatBillKind {
  return payee.route === 'account' ? 'transfer' : 'compensate';
}

/** The path that asks for a bill by our key. */
export function queryPath(kind: WechatBillKind, key: string): string {
  return `${BILL_PATHS[kind]}/out-bill-no/${key}`;
}

interface TransferTerms {
  readonly appid: string;
  /** Encrypts the name of the payee; its id goes into the header `Wechatpay-Serial`. */
  readonly platformKey: KeyObject;
  /** Who pays for a compensation. */
  readonly mchid: string;
  /** Null asks for no notices. */
  readonly notifyUrl: string | null;
}

/**
 * The body that hands in an order: merchant transfer of scene 1011, or platform compensation. A
 * `RangeError` where JSON could not carry the amount exactly.
 */
export function transferBody(order: RailOrder, terms: TransferTerms): string {
  const { key, money, payee } = order;
  const amount = exactNumber(money.amountMinor);
  if (payee.route === 'original') {
    return JSON.stringify({
      receiver: {
        type: 'TRANSACTION_USER',
        transaction_info: { transaction_id: payee.paymentSourceId, type: 'WXPAY' },
      },
      out_bill_no: key,
      amount,
      transfer_remark: REASON,
      sponsor_mchid: terms.mchid,
      transfer_scene_id: COMPENSATION_SCENE,
      user_recv_perception: PERCEPTION,
    });
  }
  return JSON.stringify({
    appid: terms.appid,
    out_bill_no: key,
    transfer_scene_id: COMPENSATION_SCENE,
    openid: payee.account,
    ...(money.amountMinor < NAMED_FROM_FEN
      ? {}
      : { user_name: encrypted(payee.name, terms.platformKey) }),
    transfer_amount: amount,
    transfer_remark: REASON,
    ...(terms.notifyUrl === null ? {} : { notify_url: terms.notifyUrl }),
    user_recv_perception: PERCEPTION,
    transfer_scene_report_infos: [{ info_type: '赔付原因', info_content: REASON }],
  });
}

/** The limit of the merchant is far below; whoever sets it does not decide what JSON can carry. */
function exactNumber(fen: bigint): number {
  const amount = Number(fen);
  if (Number.isSafeInteger(amount)) return amount;
  throw new RangeError('The amount is larger than a JSON number can carry exactly.');
}

/** RSA-OAEP with SHA-1, as APIv3 demands for personal data. Each time another ciphertext. */
function encrypted(text: string, key: KeyObject): string {
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return publicEncrypt({ key, padding, oaepHash: 'sha1' }, Buffer.from(text)).toString('base64');
}
