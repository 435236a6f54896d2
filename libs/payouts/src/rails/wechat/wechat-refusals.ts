import type { Bilingual } from '@app/kernel';

/** Why WeChat Pay cannot carry an order, for an operator. */
export const WECHAT_REFUSALS = {
  currency: { en: 'It pays in CNY only.', 'zh-CN': '仅支持人民币付款。' },
  otherAccount: {
    en: 'It pays to WeChat accounts only.',
    'zh-CN': '仅支持付款至微信账户。',
  },
  noOpenid: {
    en: 'The account is not an openid of our app.',
    'zh-CN': '收款账号不是本应用的 OpenID。',
  },
  otherWay: {
    en: 'The payment was not made with WeChat Pay, so that it cannot go back there.',
    'zh-CN': '原支付不是微信支付，无法原路退回。',
  },
  noPlatform: {
    en: 'Only a platform merchant may pay the payer of a transaction; set WECHAT_SP_MCHID.',
    'zh-CN': '只有平台商户可按原订单赔付，请配置 WECHAT_SP_MCHID。',
  },
  noTransaction: {
    en: 'The payment does not come from a bill of WeChat Pay, so that its transaction is not known.',
    'zh-CN': '原支付并非来自微信支付账单，无法确定其微信订单号。',
  },
  tooMuch: {
    en: 'The amount is above what the merchant may transfer at once.',
    'zh-CN': '金额超出商户单笔转账限额。',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;
