import type { WechatBillEntry } from './wechat-book';
import { APPID } from './wechat-keys';

/** A bill as the answer to its order tells it: without amount and payee. */
export function takenView(bill: WechatBillEntry): Record<string, unknown> {
  const { outBillNo, billNo, state, createdAt } = bill;
  if (bill.kind === 'compensate') {
    return { out_bill_no: outBillNo, bill_id: billNo, state, accept_time: beijing(createdAt) };
  }
  return {
    out_bill_no: outBillNo,
    transfer_bill_no: billNo,
    create_time: beijing(createdAt),
    state,
    ...(bill.failReason === null ? {} : { fail_reason: bill.failReason }),
    ...(state === 'WAIT_USER_CONFIRM' ? { package_info: `package-${billNo}` } : {}),
  };
}

/** A bill as a query or a notice tells it. */
export function fullView(bill: WechatBillEntry): Record<string, unknown> {
  return bill.kind === 'compensate' ? compensationView(bill) : transferView(bill);
}

function transferView(bill: WechatBillEntry): Record<string, unknown> {
  return {
    mch_id: bill.mchid,
    out_bill_no: bill.outBillNo,
    transfer_bill_no: bill.billNo,
    appid: APPID,
    state: bill.state,
    transfer_amount: Number(bill.amountFen),
    transfer_remark: bill.remark,
    ...(bill.failReason === null ? {} : { fail_reason: bill.failReason }),
    openid: bill.payee,
    create_time: beijing(bill.createdAt),
    update_time: beijing(bill.changedAt),
  };
}

function compensationView(bill: WechatBillEntry): Record<string, unknown> {
  const transaction = { transaction_id: bill.payee, type: 'WXPAY' };
  return {
    sp_mchid: bill.mchid,
    receiver_detail: { receiver: { type: 'TRANSACTION_USER', transaction_info: transaction } },
    out_bill_no: bill.outBillNo,
    amount: Number(bill.amountFen),
    transfer_remark: bill.remark,
    bill_id: bill.billNo,
    state: bill.state,
    accept_time: beijing(bill.createdAt),
    ...(bill.state === 'SUCCESS' ? { success_time: beijing(bill.changedAt) } : {}),
    ...(bill.failReason === null
      ? {}
      : { close_info: { close_reason: bill.failReason, close_time: beijing(bill.changedAt) } }),
  };
}

/** RFC 3339 as China writes it. */
function beijing(at: string): string {
  const local = new Date(Date.parse(at) + 8 * 3_600_000).toISOString();
  return local.replace('Z', '+08:00');
}
