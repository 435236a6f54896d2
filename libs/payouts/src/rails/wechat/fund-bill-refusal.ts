import { DomainError } from '@app/kernel';

/** Refuses a whole file: a statement that is not complete proves nothing. Lines count from 1. */
export function fundBillRefusal(
  line: number,
  problem: { readonly en: string; readonly zh: string },
  saw = '',
): DomainError {
  return new DomainError(
    'unprocessable',
    'statement.unreadable_fund_bill',
    {
      en: `Line ${line} of the fund bill: ${problem.en}. Download it again ("资金账单" of the merchant platform) and hand it in unchanged.`,
      'zh-CN': `资金账单第 ${line} 行：${problem.zh}。请重新下载资金账单，并原样提交。`,
    },
    { field: 'file', line: String(line), saw: saw.slice(0, 60) },
  );
}
