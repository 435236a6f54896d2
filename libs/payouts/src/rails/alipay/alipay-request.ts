import { decimalText } from '../bank/decimal-text';
import type { RailOrder } from '../payout-rail';
import type { AlipayPayee } from './alipay-payee';

export const TRANSFER_METHOD = 'alipay.fund.trans.uni.transfer';
export const QUERY_METHOD = 'alipay.fund.trans.common.query';

/** From account to account, by the house's signature alone. */
const PRODUCT = { product_code: 'TRANS_ACCOUNT_NO_PWD', biz_scene: 'DIRECT_TRANSFER' } as const;

/** What the payee's bill calls the transfer. */
const TITLE = '赔付款';

/** The scene that merchants who joined from 2026 on have to report (DOMAIN §4.4). */
export interface AlipayScene {
  readonly name: string;
  readonly infos: readonly { readonly type: string; readonly content: string }[];
}

/** The content of a transfer request; the digest comes back in the answer to a query. */
export function transferContent(
  { key, reference, money, requestDigest }: RailOrder,
  payee: AlipayPayee,
  scene: AlipayScene | null,
): object {
  return {
    ...PRODUCT,
    out_biz_no: key,
    trans_amount: decimalText(money),
    order_title: TITLE,
    // From CNY 50,000 on a transfer without a reason is refused.
    remark: `${TITLE} ${reference}`,
    passback_params: requestDigest,
    payee_info: payee,
    ...(scene === null ? {} : sceneContent(scene)),
  };
}

/** The content of a query for what became of an order. */
export function queryContent({ key }: Pick<RailOrder, 'key'>): object {
  return { ...PRODUCT, out_biz_no: key };
}

function sceneContent({ name, infos }: AlipayScene): object {
  return {
    transfer_scene_name: name,
    transfer_scene_report_infos: infos.map(({ type, content }) => ({
      info_type: type,
      info_content: content,
    })),
  };
}
