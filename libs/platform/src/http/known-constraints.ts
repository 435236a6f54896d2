import { GOODWILL_CONSTRAINTS } from './goodwill-constraints';
import type { Problem } from './problem-document';
import { PROGRAM_CONSTRAINTS } from './program-constraints';
import { RECOVERY_CONSTRAINTS } from './recovery-constraints';

/**
 * Constraints of the database that a well-formed request can hit in a race or by an oversight of
 * ours: the database's refusal becomes the refusal that the operation would have given.
 */
export const KNOWN_CONSTRAINTS: Readonly<Record<string, Problem>> = {
  payments_claimable: {
    kind: 'conflict',
    code: 'claim.payment_exhausted',
    texts: {
      en: 'Other live claims already cover this payment, or it was refunded: what is left is less than you claim.',
      'zh-CN': '该笔付款已被其他索赔占用或已退款，剩余金额不足。',
    },
  },
  decision_approvals_other_eyes: {
    kind: 'conflict',
    code: 'approval.own_hand',
    texts: {
      en: 'You have a hand in this claim already: another person has to approve it.',
      'zh-CN': '您已参与该索赔，须由另一人复核。',
    },
  },
  decisions_other_eyes: {
    kind: 'conflict',
    code: 'decision.own_claim',
    texts: {
      en: 'You have a hand in this claim: another person has to decide it.',
      'zh-CN': '您与该索赔有关，须由他人作出决定。',
    },
  },
  decisions_own_hand: {
    kind: 'conflict',
    code: 'decision.own_hand',
    texts: {
      en: 'You had a hand in an earlier decision on this claim: it is looked at again by somebody else.',
      'zh-CN': '您参与过该索赔此前的决定，本次须由他人审理。',
    },
  },
  decision_approvals_awaited: {
    kind: 'conflict',
    code: 'approval.not_awaited',
    texts: {
      en: 'This decision does not wait for approval any more. Load it again.',
      'zh-CN': '该决定已无需复核，请重新加载。',
    },
  },
  decision_recalls_by_decider: {
    kind: 'conflict',
    code: 'decision.not_yours',
    texts: {
      en: 'A decision is recalled by whoever took it. As an approver you can return it.',
      'zh-CN': '只有作出决定的人可以撤回该决定；复核人员可将其退回。',
    },
  },
  bank_report_releases_waiting: {
    kind: 'conflict',
    code: 'bank.report_settled',
    texts: {
      en: 'Somebody else released or discarded this report in the same moment. Load it again.',
      'zh-CN': '该报表刚刚由他人放行或作废，请重新加载。',
    },
  },
  bank_file_releases_waiting: {
    kind: 'conflict',
    code: 'bank.file_settled',
    texts: {
      en: 'This file has been released or discarded already. Load it again.',
      'zh-CN': '该文件已被放行或作废，请重新加载。',
    },
  },
  payouts_eyes: {
    kind: 'conflict',
    code: 'payout.not_approved',
    texts: {
      en: 'This payout is not what was decided and approved.',
      'zh-CN': '该付款与已批准的决定不一致。',
    },
  },
  payout_resolutions_other_eyes: {
    kind: 'conflict',
    code: 'claim.own_hand',
    texts: {
      en: 'You have a hand in this claim: another person has to do this. If it is your own, use the account with which you claim.',
      'zh-CN': '您与该索赔有关，须由他人办理。如为您本人的索赔，请使用您的索赔人账号。',
    },
  },
  payout_resolution_approvals_other_eyes: {
    kind: 'conflict',
    code: 'resolution.own_hand',
    texts: {
      en: 'You have said yourself what became of this payout: another person has to confirm it.',
      'zh-CN': '该核定结论由您提交，须由另一人复核。',
    },
  },
  payout_resolution_approvals_pk: {
    kind: 'conflict',
    code: 'resolution.not_awaited',
    texts: {
      en: 'Somebody has given a verdict on this already. Load the payout again.',
      'zh-CN': '该核定结论已有复核结果，请重新加载。',
    },
  },
  lines_prove_once: {
    kind: 'unprocessable',
    code: 'resolution.evidence_unfit',
    texts: {
      en: 'Another payout was ended by this line of a statement at the same moment, or its money was put into suspense. Look at the line, and name other evidence.',
      'zh-CN': '该对账单明细刚刚用于了结另一笔付款，或其款项已列待查。请核对该明细并改用其他凭证。',
    },
  },
  reconciliation_breaks_not_proof: {
    kind: 'unprocessable',
    code: 'reconciliation.cannot_end_so',
    texts: {
      en: 'A payout was ended by this line at the same moment: it is known whose money it is.',
      'zh-CN': '该明细刚刚用于了结一笔付款，其归属已明。',
    },
  },
  payout_reorders_other_eyes: {
    kind: 'conflict',
    code: 'claim.own_hand',
    texts: {
      en: 'You have a hand in this claim: another person has to do this. If it is your own, use the account with which you claim.',
      'zh-CN': '您与该索赔有关，须由他人办理。如为您本人的索赔，请使用您的索赔人账号。',
    },
  },
  award_take_backs_eyes: {
    kind: 'conflict',
    code: 'claim.own_hand',
    texts: {
      en: 'You have a hand in this claim, or your role is another one by now: another person has to do this.',
      'zh-CN': '您与该索赔有关，或角色已变更，须由他人办理。',
    },
  },
  payouts_may_still_appear: {
    kind: 'conflict',
    code: 'payout.may_still_appear',
    texts: {
      en: 'The last send of this payout may still show up at its rail, so that nobody can know yet that it was not paid. Look again in some minutes.',
      'zh-CN': '该付款最近一次发送的结果仍可能在通道出现，目前无法确认未付。请几分钟后再核实。',
    },
  },
  claims_payee_content: {
    kind: 'conflict',
    code: 'payee.approved',
    texts: {
      en: 'The award was approved for where it goes now, and is being paid. If that is wrong, tell us at once: reply, or call.',
      'zh-CN': '赔付决定已连同收款方式获批，正在付款。如收款方式有误，请立即回复或致电我们。',
    },
  },
  decision_approvals_pk: {
    kind: 'conflict',
    code: 'approval.given_already',
    texts: {
      en: 'You have given your verdict on this decision already.',
      'zh-CN': '您已对该决定作出复核。',
    },
  },
  decision_approvals_digest: {
    kind: 'conflict',
    code: 'approval.outdated',
    texts: {
      en: 'The decision has changed since you looked at it. Load it again.',
      'zh-CN': '该决定已变更，请重新加载。',
    },
  },
  program_version_approvals_other_eyes: {
    kind: 'conflict',
    code: 'approval.own_hand',
    texts: {
      en: 'You proposed this version: another person has to approve it.',
      'zh-CN': '该版本由您提交，须由另一人批准。',
    },
  },
  program_version_approvals_pk: {
    kind: 'conflict',
    code: 'approval.given_already',
    texts: {
      en: 'This version has been approved or returned already.',
      'zh-CN': '该版本已被批准或退回。',
    },
  },
  program_version_approvals_published_idx: {
    kind: 'conflict',
    code: 'programs.version_not_newer',
    texts: {
      en: 'This version of the pack was published already, and a published version is never edited: give it a higher number.',
      'zh-CN': '该版本号已发布过，已发布的版本不可修改，请使用更高的版本号。',
    },
  },
  users_username_key: {
    kind: 'conflict',
    code: 'account.username_taken',
    texts: { en: 'There is an account with this username already.', 'zh-CN': '该用户名已存在。' },
  },
  payouts_approved_decision: {
    kind: 'conflict',
    code: 'payout.not_approved',
    texts: {
      en: 'This payout is not what was decided and approved.',
      'zh-CN': '该付款与已批准的决定不一致。',
    },
  },
  claim_appeals_live_key: {
    kind: 'conflict',
    code: 'appeal.open_already',
    texts: {
      en: 'There is an appeal on this claim already. Add what is new to it as evidence.',
      'zh-CN': '该索赔已有申诉正在处理，如有新的情况请作为材料补充。',
    },
  },
  payouts_one_per_decision_idx: {
    kind: 'conflict',
    code: 'payout.exists',
    texts: { en: 'This decision has a payout already.', 'zh-CN': '该决定已有付款。' },
  },
  payouts_one_live_idx: {
    kind: 'conflict',
    code: 'payout.exists',
    texts: { en: 'This decision has a payout already.', 'zh-CN': '该决定已有付款。' },
  },
  ledger_guards_floor: {
    kind: 'conflict',
    code: 'ledger.below_floor',
    texts: {
      en: 'There is not enough money for this booking: the fund or the rail would fall below zero. Contribute first, then try again.',
      'zh-CN': '资金不足：记账后保障基金或付款通道余额将低于零，请先缴入资金后重试。',
    },
  },
  ledger_transfers_accounts: {
    kind: 'unprocessable',
    code: 'ledger.account_unusable',
    texts: {
      en: 'A line is on an account that is not in the chart, is closed, or is kept in another currency.',
      'zh-CN': '分录使用的科目不在科目表中、已停用，或币种不符。',
    },
  },
  ledger_journals_reverses: {
    kind: 'unprocessable',
    code: 'ledger.reverses_nothing',
    texts: {
      en: 'A reversal names a journal that was posted before it, in the same lane. There is none of this id.',
      'zh-CN': '冲销分录须指明同一分区内此前已入账的分录，该编号不存在。',
    },
  },
  ledger_journals_mirror: {
    kind: 'unprocessable',
    code: 'ledger.not_a_mirror',
    texts: {
      en: 'A reversal has the lines of its original, one by one, with debit and credit exchanged.',
      'zh-CN': '冲销分录须与原分录逐行相同，且借贷方向相反。',
    },
  },
  ledger_journals_reverses_key: {
    kind: 'conflict',
    code: 'ledger.reversed_already',
    texts: {
      en: 'This journal is reversed already: a journal is reversed once.',
      'zh-CN': '该分录已被冲销，一笔分录只能冲销一次。',
    },
  },
  ledger_period_closings_order: {
    kind: 'conflict',
    code: 'ledger.period_not_closable',
    texts: {
      en: 'A period can be closed once it is over, and after the one before it. Look at the last closing and try again.',
      'zh-CN': '只能关闭已结束且晚于上次结账的期间，请查看上次结账时点后重试。',
    },
  },
  statement_lines_line_key: {
    kind: 'conflict',
    code: 'statement.line_changed',
    texts: {
      en: 'A line of this statement was taken in at the same moment from another file. Hand it in once more.',
      'zh-CN': '该对账单的部分明细同时由另一文件提交，请重新提交。',
    },
  },
  statement_matches_once: {
    kind: 'conflict',
    code: 'reconciliation.not_against',
    texts: {
      en: 'The line or the booking was matched meanwhile. Load it again.',
      'zh-CN': '该明细或分录已被匹配，请重新加载。',
    },
  },
  ...GOODWILL_CONSTRAINTS,
  ...PROGRAM_CONSTRAINTS,
  ...RECOVERY_CONSTRAINTS,
};
