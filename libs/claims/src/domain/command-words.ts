import type { Bilingual } from '@app/kernel';

/** Every command on a claim, in words that fit after "you can" and “不能”. */
export const COMMAND_WORDS = {
  assess: { en: 'assess it', 'zh-CN': '自动评估' },
  ask_claimant: { en: 'wait for evidence', 'zh-CN': '等待补充材料' },
  hand_to_reviewer: { en: 'hand it to a reviewer', 'zh-CN': '转交审核员' },
  complete_evidence: { en: 'go on with all evidence', 'zh-CN': '材料齐全后继续' },
  reassess: { en: 'assess it again', 'zh-CN': '重新评估' },
  decide: { en: 'decide', 'zh-CN': '作出决定' },
  approve: { en: 'approve the decision', 'zh-CN': '复核通过' },
  return: { en: 'return the decision', 'zh-CN': '退回决定' },
  recall: { en: 'recall the decision', 'zh-CN': '撤回决定' },
  amend: { en: 'take the decision for void', 'zh-CN': '使决定失效' },
  open_payout: { en: 'open the payout', 'zh-CN': '发起赔付' },
  settle_payout: { en: 'settle the payout', 'zh-CN': '完成赔付' },
  pay_recovered: { en: 'pay on what came back of the loss', 'zh-CN': '支付追回款项' },
  pay_goodwill: { en: 'pay something beside the award', 'zh-CN': '支付补偿' },
  submit_payout: { en: 'go on with the payout', 'zh-CN': '继续赔付' },
  fail_payout: { en: 'take the payout for failed', 'zh-CN': '记为赔付失败' },
  await_payee: { en: 'wait for the payee', 'zh-CN': '等待收款人确认' },
  return_payout: { en: 'take the payout for returned', 'zh-CN': '记为赔付款被退回' },
  reorder_payout: { en: 'order the payout again', 'zh-CN': '重新发起赔付' },
  take_back: { en: 'take the award back', 'zh-CN': '收回赔付' },
  end_unclaimed: { en: 'give up what nobody collects', 'zh-CN': '了结无人领取的款项' },
  clear_payout: { en: 'take the payout for cleared', 'zh-CN': '记为赔付已核清' },
  contradict_payout: { en: 'take the payout for contradicted', 'zh-CN': '记为赔付结果存疑' },
  credit: { en: 'credit it before the decision', 'zh-CN': '先行垫付' },
  withdraw: { en: 'withdraw it', 'zh-CN': '撤回索赔' },
  appeal: { en: 'appeal', 'zh-CN': '提出申诉' },
  reopen: { en: 'open it again', 'zh-CN': '重新处理' },
  merge: { en: 'merge it', 'zh-CN': '合并索赔' },
  close: { en: 'close it', 'zh-CN': '结案' },
  add_evidence: { en: 'add evidence', 'zh-CN': '补充材料' },
  request_information: { en: 'ask the claimant for something', 'zh-CN': '要求补充信息' },
  change_payout_method: { en: 'change the way of payment', 'zh-CN': '更改收款方式' },
  record_circumstance: { en: 'record a circumstance', 'zh-CN': '登记有关情况' },
  record_milestone: { en: 'record what happened elsewhere', 'zh-CN': '登记外部进展' },
  record_finding: { en: 'record a finding', 'zh-CN': '登记查明的事实' },
  pause_clock: { en: 'pause a clock', 'zh-CN': '暂停计时' },
  resume_clock: { en: 'let a clock go on', 'zh-CN': '恢复计时' },
  extend_clock: { en: 'give a clock more time', 'zh-CN': '延长期限' },
  assign: { en: 'assign it', 'zh-CN': '分配负责人' },
  snooze: { en: 'put it off', 'zh-CN': '暂缓处理' },
  declare_vulnerability: { en: 'say that somebody is vulnerable', 'zh-CN': '登记特殊照顾需求' },
  link_incident: { en: 'say to which incident it belongs', 'zh-CN': '关联事件' },
  quarantine_evidence: { en: 'quarantine evidence', 'zh-CN': '隔离材料' },
  break_clocks: { en: 'record a broken promise', 'zh-CN': '登记承诺逾期' },
  pass_due_time: { en: 'let its due time pass', 'zh-CN': '登记期限已过' },
  owe_answer: { en: 'owe its claimant an answer', 'zh-CN': '等待答复索赔人' },
  recover: { en: 'recover money from others', 'zh-CN': '向他方追偿' },
  answer_message: { en: 'take its message for answered', 'zh-CN': '记为已答复' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type ClaimCommand = keyof typeof COMMAND_WORDS;
export const CLAIM_COMMANDS = Object.keys(COMMAND_WORDS) as readonly ClaimCommand[];

/** What can be done now, as a sentence: "You can: add evidence, withdraw it." */
export function possibleNow(commands: readonly ClaimCommand[]): Bilingual {
  if (commands.length === 0) {
    return {
      en: 'There is nothing that you can do with it now.',
      'zh-CN': '目前没有您可以进行的操作。',
    };
  }
  const words = commands.map((command) => COMMAND_WORDS[command]);
  return {
    en: `You can: ${words.map(({ en }) => en).join(', ')}.`,
    'zh-CN': `您可以：${words.map((word) => word['zh-CN']).join('、')}。`,
  };
}
