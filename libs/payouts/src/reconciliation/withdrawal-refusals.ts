import { DomainError } from '@app/kernel';

/** What keeps a statement from being withdrawn, whatever people say. */
export type WithdrawalObstacle = 'evidence' | 'report' | 'shared';

const REFUSALS: Readonly<Record<WithdrawalObstacle, () => DomainError>> = {
  evidence: () =>
    new DomainError('conflict', 'statement.is_evidence', {
      en: 'A payout, a credit or a receipt rests on a line of this statement, by the word of two persons or of the bank: it cannot be withdrawn. Say what is wrong about its lines one by one, as breaks and matches.',
      'zh-CN':
        '该对账单的明细已作为付款、垫付或收款的凭证，不能撤回。请就有误的明细逐条处理差异或撤销匹配。',
    }),
  report: () =>
    new DomainError('conflict', 'statement.report_waits', {
      en: 'The same file waits as a report of the bank. Discard that first: POST /v1/bank-reports/{id}/releases.',
      'zh-CN': '同一文件作为银行报表正在等待放行，请先作废：POST /v1/bank-reports/{id}/releases。',
    }),
  shared: () =>
    new DomainError('conflict', 'statement.shares_lines', {
      en: 'A later statement of the same time shares lines with others. Withdraw that one first, and take it in again afterwards.',
      'zh-CN': '同一期间另有较晚的对账单包含相同明细。请先撤回较晚的一份，随后再重新提交。',
    }),
};

/** `statement.is_evidence`, `statement.report_waits`, `statement.shares_lines`. */
export function notWithdrawable(obstacle: WithdrawalObstacle): DomainError {
  return REFUSALS[obstacle]();
}

export function statementNotFound(): DomainError {
  return new DomainError('not_found', 'statement.not_found', {
    en: 'There is no statement of this id.',
    'zh-CN': '没有该编号的对账单。',
  });
}

export function statementWithdrawn(): DomainError {
  return new DomainError('conflict', 'statement.withdrawn', {
    en: 'This statement has been withdrawn already. Load it again.',
    'zh-CN': '该对账单已撤回，请重新加载。',
  });
}

export function withdrawalWaits(): DomainError {
  return new DomainError('conflict', 'statement.withdrawal_waits', {
    en: 'Somebody has proposed to withdraw this statement: another person has to approve or return that.',
    'zh-CN': '已有人提出撤回该对账单，须由另一人批准或退回。',
  });
}

export function withdrawalNotAwaited(): DomainError {
  return new DomainError('conflict', 'statement.withdrawal_not_awaited', {
    en: 'No withdrawal of this number waits for a verdict. Load the statement again.',
    'zh-CN': '没有此编号的待批准撤回，请重新加载。',
  });
}

export function withdrawalOwnHand(): DomainError {
  return new DomainError('conflict', 'statement.own_hand', {
    en: 'You proposed to withdraw this statement: another person has to approve it.',
    'zh-CN': '撤回该对账单由您提出，须由另一人批准。',
  });
}
