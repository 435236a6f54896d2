import type { KeyObject } from 'node:crypto';

import { Money } from '@app/money';

import type { NoticeTarget } from '../../simulated-rail/notice-sender';
import { signedForm } from './gateway-signature';

const STATUSES = {
  'transfer.settled': 'SUCCESS',
  'transfer.failed': 'FAIL',
  'transfer.returned': 'REFUND',
} as const;

/**
 * Messages of Alipay about transfers (`alipay.fund.trans.order.changed`): signed forms, which only
 * the answer `success` receives.
 */
export function alipayMessages(house: {
  readonly url: string;
  readonly appId: string;
  readonly alipay: KeyObject;
  readonly retryDelaysMs?: readonly number[];
}): NoticeTarget {
  const { appId, alipay, ...target } = house;
  return {
    ...target,
    write: ({ noticeId, type, transfer }, sentAt) => {
      const content = {
        out_biz_no: transfer.key,
        order_id: transfer.transferId,
        status: STATUSES[type],
        trans_amount: Money.fromJson(transfer.money).toString().replace(' CNY', ''),
        product_code: 'TRANS_ACCOUNT_NO_PWD',
        biz_scene: 'DIRECT_TRANSFER',
      };
      const form = signedForm(alipay, {
        app_id: appId,
        biz_content: JSON.stringify(content),
        charset: 'UTF-8',
        msg_method: 'alipay.fund.trans.order.changed',
        notify_id: noticeId,
        sign_type: 'RSA2',
        utc_timestamp: String(sentAt.getTime()),
        version: '1.1',
      });
      const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };
      return { headers, body: new URLSearchParams(form).toString() };
    },
    isReceived: async (response) => response.ok && (await response.text()) === 'success',
  };
}
