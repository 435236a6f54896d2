import { DomainError } from '@app/kernel';
import type { Money } from '@app/money';

/** `goodwill.claim_unsettled`: there is no payout of an award that it could follow. */
export function claimIsUnsettled(status: string): DomainError {
  return new DomainError(
    'conflict',
    'goodwill.claim_unsettled',
    {
      en: 'Money beside the award goes out once the award is paid, while the claim is not closed and no payout of it is in doubt. Wait for that, or open the claim again.',
      'zh-CN':
        '补偿金须在赔付已付清、索赔未结案且付款结果无疑问时支付。请待赔付完成，或重新处理该索赔。',
    },
    { status },
  );
}

/** `goodwill.waits`: one at a time. */
export function goodwillWaits(): DomainError {
  return new DomainError('conflict', 'goodwill.waits', {
    en: 'Somebody has proposed goodwill on this claim already: another person has to approve or return it first.',
    'zh-CN': '该索赔已有待批准的补偿，须先由另一人批准或退回。',
  });
}

/** `goodwill.nothing_late`: the pack pays for no broken promise of the claim, or all is granted. */
export function nothingLate(): DomainError {
  return new DomainError('conflict', 'goodwill.nothing_late', {
    en: 'The programme of this claim pays for no promise that was broken on it, or all of that is granted already. To give something all the same, grant goodwill.',
    'zh-CN': '该索赔没有依方案应付的逾期补偿，或已全部给予。如仍需补偿，请选择“goodwill”。',
  });
}

/** `goodwill.amount_unlike`: lateness is reckoned, goodwill is said. */
export function amountUnlike(saw: Money | null): DomainError {
  return new DomainError(
    'invalid',
    'goodwill.amount_unlike',
    {
      en: 'Goodwill needs an amount in "money", in the currency of the claim. Of lateness leave "money" out: the programme says how much it is.',
      'zh-CN': '补偿金须在 money 中填写金额，币种与索赔一致；逾期补偿由方案计算，请勿填写 money。',
    },
    { field: 'money', saw: saw?.toString() ?? 'none' },
  );
}

/** `approval.not_awaited`. */
export function goodwillNotAwaited(): DomainError {
  return new DomainError('conflict', 'approval.not_awaited', {
    en: 'No goodwill of this number waits for an approval. Load the claim again.',
    'zh-CN': '没有此编号的待批准补偿，请重新加载。',
  });
}

/** `approval.own_hand`. */
export function ownGoodwill(): DomainError {
  return new DomainError('conflict', 'approval.own_hand', {
    en: 'You proposed this: another person has to approve it.',
    'zh-CN': '该补偿由您提出，须由另一人批准。',
  });
}

/** `approval.outdated`. */
export function outdatedGoodwill(): DomainError {
  return new DomainError('conflict', 'approval.outdated', {
    en: 'The payee, or what lateness comes to, is another one by now. Return this, and propose it anew.',
    'zh-CN': '收款方式或逾期补偿的金额已变更，请退回后重新提出。',
  });
}
