import type { Problem } from './problem-document';

/** Those of recoveries, of credits that go back, and of money that came unasked. */
export const RECOVERY_CONSTRAINTS: Readonly<Record<string, Problem>> = {
  recoveries_within_loss: {
    kind: 'conflict',
    code: 'recovery.more_than_due',
    texts: {
      en: 'More would come back than was lost: others have recorded something meanwhile. Load it again.',
      'zh-CN': '追回金额将超过损失，其间已有他人登记，请重新加载。',
    },
  },
  recoveries_by_two: {
    kind: 'conflict',
    code: 'approval.not_awaited',
    texts: {
      en: 'This needs the word of two people about exactly that. Load it again.',
      'zh-CN': '此项须由两人对同一内容确认，请重新加载。',
    },
  },
  recovery_verdicts_other_eyes: {
    kind: 'conflict',
    code: 'approval.own_hand',
    texts: {
      en: 'You proposed this: another person has to approve it.',
      'zh-CN': '该提议由您提出，须由另一人批准。',
    },
  },
  recovery_verdicts_eyes: {
    kind: 'conflict',
    code: 'approval.own_hand',
    texts: {
      en: 'You have a hand in this claim, or your role is another one by now: another person has to approve it.',
      'zh-CN': '您与该索赔有关，或角色已变更，须由另一人批准。',
    },
  },
  recovery_verdicts_pk: {
    kind: 'conflict',
    code: 'approval.given_already',
    texts: {
      en: 'This proposal has been approved or returned already.',
      'zh-CN': '该提议已被批准或退回。',
    },
  },
  receipt_matches_by_two: {
    kind: 'conflict',
    code: 'approval.not_awaited',
    texts: {
      en: 'This needs the word of two people about exactly that. Load it again.',
      'zh-CN': '此项须由两人对同一内容确认，请重新加载。',
    },
  },
  receipt_match_verdicts_other_eyes: {
    kind: 'conflict',
    code: 'approval.own_hand',
    texts: {
      en: 'You proposed this: another person has to approve it.',
      'zh-CN': '该提议由您提出，须由另一人批准。',
    },
  },
  receipt_match_words_eyes: {
    kind: 'conflict',
    code: 'approval.own_hand',
    texts: {
      en: 'You have a hand in this claim, or your role is another one by now: another person has to do this.',
      'zh-CN': '您与该索赔有关，或角色已变更，须由另一人办理。',
    },
  },
  receipt_match_verdicts_pk: {
    kind: 'conflict',
    code: 'approval.given_already',
    texts: {
      en: 'This match has been approved or returned already.',
      'zh-CN': '该匹配已被批准或退回。',
    },
  },
  clawback_objection_answers_eyes: {
    kind: 'conflict',
    code: 'approval.own_hand',
    texts: {
      en: 'You have a hand in this, or your role is another one by now: a person who had no part in it has to answer.',
      'zh-CN': '您与此事有关，或角色已变更，须由未参与的人员答复。',
    },
  },
  award_take_back_verdicts_other_eyes: {
    kind: 'conflict',
    code: 'approval.own_hand',
    texts: {
      en: 'You proposed this: another person has to approve it.',
      'zh-CN': '该提议由您提出，须由另一人批准。',
    },
  },
  award_take_back_verdicts_eyes: {
    kind: 'conflict',
    code: 'approval.own_hand',
    texts: {
      en: 'You have a hand in this claim, or your role is another one by now: another person has to approve it.',
      'zh-CN': '您与该索赔有关，或角色已变更，须由另一人批准。',
    },
  },
  award_take_back_verdicts_pk: {
    kind: 'conflict',
    code: 'approval.given_already',
    texts: {
      en: 'This proposal has been approved or returned already.',
      'zh-CN': '该提议已被批准或退回。',
    },
  },
  lines_of_ours: {
    kind: 'unprocessable',
    code: 'receipt.line_unlike',
    texts: {
      en: 'This line of our bank account is matched with a booking of ours: it tops up a rail, or gives a top-up back, and is no money of others.',
      'zh-CN': '该银行账户明细已与本方入账匹配（通道充值或其退回），不是他方款项。',
    },
  },
  claims_merge_uncredited: {
    kind: 'conflict',
    code: 'claim.merge_credited',
    texts: {
      en: 'Money is being paid ahead on this claim, so that it cannot go on in another one. Merge the other claim into this one; where money was paid ahead on both, decide each by itself.',
      'zh-CN':
        '该索赔正在先行垫付，不能并入其他索赔。请将另一索赔并入本索赔；如两者均有垫付，请分别作出决定。',
    },
  },
  credit_resolutions_silent: {
    kind: 'conflict',
    code: 'payout.take_back_not_resolvable',
    texts: {
      en: 'Nobody has to say what this wallet gave back: it has answered meanwhile. Load the payout again.',
      'zh-CN': '无需人工核定该钱包退回的金额：钱包已有答复。请重新加载该付款。',
    },
  },
  credit_resolutions_other_eyes: {
    kind: 'conflict',
    code: 'claim.own_hand',
    texts: {
      en: 'You have a hand in this claim: another person has to do this. If it is your own, use the account with which you claim.',
      'zh-CN': '您与该索赔有关，须由他人办理。如为您本人的索赔，请使用您的索赔人账号。',
    },
  },
  credit_resolution_approvals_other_eyes: {
    kind: 'conflict',
    code: 'resolution.own_hand',
    texts: {
      en: 'You have said yourself what this wallet gave back: another person has to confirm it.',
      'zh-CN': '该核定结论由您提交，须由另一人复核。',
    },
  },
  receipt_verdicts_other_eyes: {
    kind: 'conflict',
    code: 'approval.own_hand',
    texts: {
      en: 'You proposed this: another person has to approve it.',
      'zh-CN': '该提议由您提出，须由另一人批准。',
    },
  },
  receipt_verdicts_eyes: {
    kind: 'conflict',
    code: 'approval.own_hand',
    texts: {
      en: 'You have a hand in this claim, or your role is another one by now: another person has to approve it.',
      'zh-CN': '您与该索赔有关，或角色已变更，须由另一人批准。',
    },
  },
  bank_references_proven: {
    kind: 'conflict',
    code: 'approval.not_awaited',
    texts: {
      en: 'This needs the word of two people about exactly that, or a line of the bank. Load it again.',
      'zh-CN': '此项须由两人对同一内容确认，或有对应的银行明细，请重新加载。',
    },
  },
  bank_references_for_purpose: {
    kind: 'conflict',
    code: 'approval.not_awaited',
    texts: {
      en: 'Two people said something else of this payment of the bank. Load it again.',
      'zh-CN': '两人确认的并非此项内容，请重新加载。',
    },
  },
  counterparty_payments_proven: {
    kind: 'conflict',
    code: 'approval.not_awaited',
    texts: {
      en: 'This needs the word of two people about exactly that, or a line of the bank. Load it again.',
      'zh-CN': '此项须由两人对同一内容确认，或有对应的银行明细，请重新加载。',
    },
  },
  receipts_reference_key: {
    kind: 'conflict',
    code: 'receipt.recorded_already',
    texts: {
      en: 'This payment of the bank is recorded already.',
      'zh-CN': '该笔银行来款已登记。',
    },
  },
  counterparty_payments_reference_key: {
    kind: 'conflict',
    code: 'recovery.passed_on_already',
    texts: {
      en: 'This payment of the bank is recorded already.',
      'zh-CN': '该笔银行付款已登记。',
    },
  },
  counterparties_party_key: {
    kind: 'conflict',
    code: 'counterparty.party_taken',
    texts: {
      en: 'Another counterparty is this party of packs already. Leave "party" out here.',
      'zh-CN': '已有其他对方默认作为该方，此处请不要填写 party。',
    },
  },
};
