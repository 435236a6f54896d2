import { DomainError } from '@app/kernel';

import type { CreditResolutionState } from './credit-resolution';

/** A second word while another one waits: `resolution.open_already`. */
export function alreadySaid(): DomainError {
  return new DomainError('conflict', 'resolution.open_already', {
    en: 'Somebody has said already what this wallet gave back. Approve that, or return it first.',
    'zh-CN': '已有人提交该钱包退回金额的核定结论，请先复核通过或退回。',
  });
}

/** One's own word: `resolution.own_hand`. */
export function saidOneself(): DomainError {
  return new DomainError('conflict', 'resolution.own_hand', {
    en: 'You have said yourself what this wallet gave back: another person has to confirm it.',
    'zh-CN': '该核定结论由您提交，须由另一人复核。',
  });
}

/** A word that nobody waits for any more: `resolution.not_awaited`. */
export function notAwaited(state: CreditResolutionState): DomainError {
  return new DomainError(
    'conflict',
    'resolution.not_awaited',
    state === 'void'
      ? {
          en: 'Meanwhile the wallet has said what it gave back. Load the payout again.',
          'zh-CN': '钱包已答复退回的金额，请重新加载该付款。',
        }
      : {
          en: 'Somebody has given a verdict on this already. Load the payout again.',
          'zh-CN': '该核定结论已有复核结果，请重新加载。',
        },
    { state },
  );
}

/** A payout of which nothing was ever asked back of a wallet. */
export function neverAsked(): DomainError {
  return new DomainError('conflict', 'payout.take_back_not_resolvable', {
    en: 'No wallet was asked to give this payout back: there is nothing to say about that.',
    'zh-CN': '未曾请求钱包收回该付款，无需核定。',
  });
}
