import { refusalsOf } from '../../domain/bill-refusal';

/** Refuses a fund bill of WeChat Pay, naming the line. */
export const fundBillRefusal = refusalsOf({
  code: 'statement.unreadable_fund_bill',
  en: {
    name: 'the fund bill',
    again: 'Download it again ("资金账单" of the merchant platform)',
  },
  zh: { name: '资金账单', again: '请重新下载资金账单' },
});
