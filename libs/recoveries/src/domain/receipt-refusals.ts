import { DomainError } from '@app/kernel';
import type { Money } from '@app/money';

/** `receipt.not_found`. */
export function noSuchReceipt(): DomainError {
  return new DomainError('not_found', 'receipt.not_found', {
    en: 'There is no such receipt.',
    'zh-CN': '没有该收款记录。',
  });
}

/** `counterparty.not_found`. */
export function noSuchCounterparty(): DomainError {
  return new DomainError('not_found', 'counterparty.not_found', {
    en: 'There is no such counterparty.',
    'zh-CN': '没有该对方。',
  });
}

/** A counterparty that a request names and nobody knows: `counterparty.unknown`. */
export function unknownCounterparty(saw: string): DomainError {
  return new DomainError(
    'unprocessable',
    'counterparty.unknown',
    {
      en: 'There is no counterparty of this id. GET /v1/counterparties lists them.',
      'zh-CN': '没有该编号的对方，可由 GET /v1/counterparties 查询。',
    },
    { field: 'counterpartyId', saw },
  );
}

/** More than of the receipt is left: `receipt.more_than_left`. */
export function moreThanLeft(money: Money, left: Money): DomainError {
  return new DomainError(
    'unprocessable',
    'receipt.more_than_left',
    {
      en: `${money.toString()} cannot be matched: ${left.toString()} of this receipt is left.`,
      'zh-CN': `无法匹配 ${money.toString()}：该笔收款尚余 ${left.toString()}。`,
    },
    { field: 'money', saw: money.toString(), most: left.toString() },
  );
}

/** More than the loss of the claim that is still open: `receipt.more_than_loss`. */
export function moreThanLoss(money: Money, most: Money): DomainError {
  return new DomainError(
    'unprocessable',
    'receipt.more_than_loss',
    {
      en: `${money.toString()} is more than what is still open of the loss: ${most.toString()}. The rest stays in suspense until it is known whose it is.`,
      'zh-CN': `${money.toString()} 超过该损失尚未弥补的金额 ${most.toString()}，其余留在待查款项中，待查明归属。`,
    },
    { field: 'money', saw: money.toString(), most: most.toString() },
  );
}

/** Something of it is the claimant's, and the claim is closed: `receipt.claim_closed`. */
export function claimIsClosed(): DomainError {
  return new DomainError('conflict', 'receipt.claim_closed', {
    en: 'Something of this money is the claimant’s, and the claim is closed. A reviewer opens the claim again first: then it can be matched, and paid.',
    'zh-CN': '该款项有一部分归索赔人，而索赔已结案。请审核员先重新处理该索赔，再匹配并支付。',
  });
}

/** No proposed match of this number waits for a verdict: `approval.not_awaited`. */
export function matchNotProposed(): DomainError {
  return new DomainError('conflict', 'approval.not_awaited', {
    en: 'No proposed match of this receipt waits for approval under this number. Load the receipt again.',
    'zh-CN': '该笔收款没有此编号的待批准匹配，请重新加载。',
  });
}

/** What was proposed does not fit any more: `approval.outdated`. */
export function outdatedMatch(): DomainError {
  return new DomainError('conflict', 'approval.outdated', {
    en: 'Who gets which part of this money, or where the claimant’s goes, has changed since it was proposed. Return it, and propose it anew.',
    'zh-CN': '该款项的分配或索赔人的收款方式在提议后已变更，请退回后重新提出。',
  });
}

/** The claim still has money on its way: `receipt.claim_unsettled`. */
export function claimIsUnsettled(): DomainError {
  return new DomainError('conflict', 'receipt.claim_unsettled', {
    en: 'This claim is being decided, or money of it is still on its way: who bears what of the loss is known once that is over.',
    'zh-CN': '该索赔正在处理，或有款项尚未付达，办结后才能确定各方承担的金额。',
  });
}

/** It was no receipt after all: `receipt.taken_back`. */
export function receiptTakenBack(): DomainError {
  return new DomainError('conflict', 'receipt.taken_back', {
    en: 'This receipt was taken back, because the money came from somewhere else: nothing of it can be matched.',
    'zh-CN': '该笔收款因另有来源已撤销，不能再匹配。',
  });
}

/** Something of it is somebody's by now, or about to be: `receipt.in_use`. */
export function receiptInUse(receiptId: string): DomainError {
  return new DomainError(
    'conflict',
    'receipt.in_use',
    {
      en: `Something of receipt ${receiptId} is matched, or proposed to be. Only what lies in suspense as a whole can be taken back.`,
      'zh-CN': `收款 ${receiptId} 已匹配或有待批准的匹配，仅全额待查的收款可撤销。`,
    },
    { receiptId },
  );
}

/** A number of the bank that is used already: `receipt.recorded_already`. */
export function receivedAlready(usedBy: string): DomainError {
  return new DomainError(
    'conflict',
    'receipt.recorded_already',
    {
      en: `This payment of the bank is recorded already, as ${usedBy}.`,
      'zh-CN': `该笔银行来款已登记，编号 ${usedBy}。`,
    },
    { field: 'reference', usedBy },
  );
}

/** Somebody has said the same, and another person looks at it: `receipt.proposed_already`. */
export function proposedAlready(proposalId: string): DomainError {
  return new DomainError(
    'conflict',
    'receipt.proposed_already',
    {
      en: `This payment of the bank waits for another person already, as ${proposalId}.`,
      'zh-CN': `该笔银行来款已提出，编号 ${proposalId}，正等待另一人批准。`,
    },
    { field: 'reference', proposalId },
  );
}

/** A line that is not about this money: `receipt.line_unlike`. */
export function lineUnlike(saw: string): DomainError {
  return new DomainError(
    'unprocessable',
    'receipt.line_unlike',
    {
      en: 'This is no line of our own bank account by which such money came in: its number is to be the reference, and its currency that of the amount. GET /v1/statements/{id}/lines shows them.',
      'zh-CN':
        '该明细不是本方银行账户的此笔来款：reference 须为其编号，币种须一致。可由 GET /v1/statements/{id}/lines 查询。',
    },
    { field: 'statementLineId', saw },
  );
}

/** More than what the line has and nobody has used: `receipt.more_than_line`. */
export function moreThanLine(money: Money, left: Money): DomainError {
  return new DomainError(
    'unprocessable',
    'receipt.more_than_line',
    {
      en: `${money.toString()} is more than what is left of this line of the bank: ${left.toString()}.`,
      'zh-CN': `${money.toString()} 超过该银行明细尚未使用的金额 ${left.toString()}。`,
    },
    { field: 'money', saw: money.toString(), most: left.toString() },
  );
}

/** A verdict on what has one: `approval.not_awaited`. */
export function receiptJudged(): DomainError {
  return new DomainError('conflict', 'approval.not_awaited', {
    en: 'This receipt has been approved or returned already. Load it again.',
    'zh-CN': '该收款已被批准或退回，请重新加载。',
  });
}
