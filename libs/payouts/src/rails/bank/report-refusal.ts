import { DomainError } from '@app/kernel';

/** A message that says what we cannot go by: `bank.report_unsound`; nothing of it counts. */
export function unsound(en: string, zh: string): DomainError {
  return new DomainError(
    'unprocessable',
    'bank.report_unsound',
    {
      en: `This report cannot be taken in: ${en}. Ask the bank for a right one; nothing of it was counted.`,
      'zh-CN': `无法接收该报表：${zh}。请向银行索取正确的报表；本次未计入任何内容。`,
    },
    { field: 'file' },
  );
}

/** An XML document that is none of the messages that we read: `bank.report_other_message`. */
export function otherMessage(): DomainError {
  return new DomainError(
    'unprocessable',
    'bank.report_other_message',
    {
      en: 'This file is neither a payment status report (pain.002.001.03 or .10) nor an account statement (camt.053.001.02 or .08).',
      'zh-CN':
        '该文件既不是付款状态报告（pain.002.001.03 或 .10），也不是账户对账单（camt.053.001.02 或 .08）。',
    },
    { field: 'file' },
  );
}
