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

/** The claim still has money on its way: `receipt.claim_unsettled`. */
export function claimIsUnsettled(): DomainError {
  return new DomainError('conflict', 'receipt.claim_unsettled', {
    en: 'The award of this claim is not paid yet: who bears what of the loss is known once it is.',
    'zh-CN': '该索赔尚未赔付完成，付清后才能确定各方承担的金额。',
  });
}
