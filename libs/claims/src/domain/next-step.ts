import type { Bilingual } from '@app/kernel';
import type { EventName } from '@app/programs';

/** Who has to act next. */
export type NextBy = 'system' | 'claimant' | 'reviewer' | 'approver' | 'operator';

interface Step {
  readonly by: NextBy;
  /** The clocks that say by when, the first that runs. */
  readonly clocks: readonly string[];
  /** Else, under whatever names, the first to end of those that wait for this. */
  readonly until: EventName | null;
  /** Else so long from now. */
  readonly within: string;
  readonly text: Bilingual;
}

/** Every step that a claim can wait for, in words for the claimant. Every open claim has one. */
export const NEXT_STEPS = {
  assess: {
    by: 'system',
    clocks: ['forward'],
    until: null,
    within: '1BD',
    text: {
      en: 'We check your claim against the guarantee. You need do nothing now.',
      'zh-CN': '我们正在按保障条款核查您的索赔，目前无需您操作。',
    },
  },
  add_evidence: {
    by: 'claimant',
    clocks: [],
    until: 'documents_complete',
    within: '10D',
    text: {
      en: 'Please add the evidence that is marked as missing. What you have sent already you need not send again.',
      'zh-CN': '请补充标记为“缺少”的材料，已提交的无需重复提供。',
    },
  },
  review: {
    by: 'reviewer',
    clocks: ['verify', 'decide'],
    until: 'decided',
    within: '5BD',
    text: {
      en: 'A reviewer looks at your claim and decides. You need do nothing now.',
      'zh-CN': '审核员正在审核您的索赔并作出决定，目前无需您操作。',
    },
  },
  approve: {
    by: 'approver',
    clocks: ['verify', 'decide'],
    until: 'decided',
    within: '2BD',
    text: {
      en: 'A second person confirms the decision. You need do nothing now.',
      'zh-CN': '决定正由第二人复核，目前无需您操作。',
    },
  },
  open_payout: {
    by: 'system',
    clocks: ['pay'],
    until: 'paid',
    within: '1BD',
    text: {
      en: 'Your claim is approved. We prepare the payment.',
      'zh-CN': '您的索赔已通过，正在准备付款。',
    },
  },
  settle_payout: {
    by: 'system',
    clocks: ['pay'],
    until: 'paid',
    within: '1BD',
    text: {
      en: 'The payment is on its way. We follow it until it has arrived.',
      'zh-CN': '款项正在支付，我们会跟进至到账。',
    },
  },
  await_cooling_off: {
    by: 'system',
    clocks: ['pay'],
    until: 'paid',
    within: '1D',
    text: {
      en: 'The account that the award goes to was named a short time ago, so the payment waits until a day has passed: time for you to object. Then it goes out by itself.',
      'zh-CN':
        '收款账户刚刚登记，为保障您的资金安全，付款将在登记满 24 小时后自动付出；如有异议请在此期间提出。',
    },
  },
  await_funds: {
    by: 'operator',
    clocks: ['pay'],
    until: 'paid',
    within: '1BD',
    text: {
      en: 'The payment waits until money has reached the account that we pay from. Your award stands; it goes out by itself.',
      'zh-CN': '付款账户资金待补足，赔付决定不受影响，款项到位后将自动付出，无需您操作。',
    },
  },
  await_rail: {
    by: 'operator',
    clocks: ['pay'],
    until: 'paid',
    within: '1BD',
    text: {
      en: 'The payment service that we pay through is resting. Your award stands; the payment goes out by itself.',
      'zh-CN': '付款通道暂停受理，赔付决定不受影响，恢复后将自动付出，无需您操作。',
    },
  },
  confirm_receipt: {
    by: 'claimant',
    clocks: [],
    until: null,
    within: '1D',
    text: {
      en: 'The payment waits for you: confirm in your app that you take it. Otherwise it comes back to us, and we send it again.',
      'zh-CN': '付款待您确认：请在收款应用中确认收款。逾期未确认的款项将退回我方，由我方重新付款。',
    },
  },
  name_account: {
    by: 'claimant',
    clocks: [],
    until: null,
    within: '10D',
    text: {
      en: 'We could not pay you the way it was meant, and hold the money for you. Please name an account in your own name that we can pay to.',
      'zh-CN': '款项未能按原方式付达，现由我方为您保留。请提供一个您本人名下的收款账户。',
    },
  },
  order_again: {
    by: 'approver',
    clocks: ['pay'],
    until: 'paid',
    within: '1BD',
    text: {
      en: 'A person of ours looks at where the payment goes and sends it again. You need do nothing now.',
      'zh-CN': '工作人员正在核对收款方式并重新付款，目前无需您操作。',
    },
  },
  resolve_payout: {
    by: 'operator',
    clocks: ['pay'],
    until: 'paid',
    within: '1BD',
    text: {
      en: 'The payment met an obstacle. A person of ours is clearing it; your award stands.',
      'zh-CN': '付款遇到问题，我们的工作人员正在处理，赔付决定不受影响。',
    },
  },
  confirm_award: {
    by: 'approver',
    clocks: ['pay'],
    until: 'paid',
    within: '1BD',
    text: {
      en: 'Before we pay, another person of ours confirms the decision once more. Your award stands; you need do nothing.',
      'zh-CN': '付款前须由另一名工作人员再次确认决定，赔付决定不受影响，无需您操作。',
    },
  },
  credit_provisionally: {
    by: 'reviewer',
    clocks: [],
    until: null,
    within: '1BD',
    text: {
      en: 'The decision takes longer than promised, so you are due a provisional credit until then. A person of ours arranges it; what is still missing you can send meanwhile.',
      'zh-CN':
        '决定所需时间超过承诺，按保障条款应先行垫付，工作人员正在办理；如有缺少的材料，您可同时补充。',
    },
  },
  pay_by_default: {
    by: 'reviewer',
    clocks: [],
    until: null,
    within: '1BD',
    text: {
      en: 'The time that the guarantee allows has passed, so your claim is to be paid. A reviewer confirms it.',
      'zh-CN': '保障条款规定的时限已过，您的索赔应予赔付，待审核员确认。',
    },
  },
  deny_by_default: {
    by: 'reviewer',
    clocks: [],
    until: null,
    within: '2BD',
    text: {
      en: 'The time to answer has passed. A reviewer looks at the claim and decides; until then you can still add what is missing.',
      'zh-CN': '答复时限已过，审核员将查看并作出决定；在此之前您仍可补充材料。',
    },
  },
  close_by_default: {
    by: 'reviewer',
    clocks: [],
    until: null,
    within: '2BD',
    text: {
      en: 'The time to go on with the claim has passed. A reviewer looks at it before anything is closed; until then you can still add what is missing.',
      'zh-CN': '推进索赔的时限已过，结案前将由审核员查看；在此之前您仍可补充材料。',
    },
  },
  pay_recovered: {
    by: 'approver',
    clocks: [],
    until: null,
    within: '5BD',
    text: {
      en: 'Money of your loss has come back. A second person of ours confirms who gets which part of it. You need do nothing.',
      'zh-CN': '您的损失款项有追回，各方应得的部分正由第二人复核，无需您操作。',
    },
  },
  pay_goodwill: {
    by: 'approver',
    clocks: [],
    until: null,
    within: '5BD',
    text: {
      en: 'A second person of ours looks at whether we pay you something beside your award. You need do nothing.',
      'zh-CN': '是否在赔付之外给予补偿正由第二人复核，无需您操作。',
    },
  },
  answer_objection: {
    by: 'approver',
    clocks: [],
    until: null,
    within: '10BD',
    text: {
      en: 'A person of ours who had no part in it looks at your objection and answers. Until then you need not repay anything.',
      'zh-CN': '您的异议由未参与该决定的工作人员复核并答复，在此之前您无需退还。',
    },
  },
  follow_up: {
    by: 'reviewer',
    clocks: [],
    until: null,
    within: '5BD',
    text: {
      en: 'Your claim is settled. Something around it was not done in time, and a person of ours follows it up. You need do nothing.',
      'zh-CN': '您的索赔已办结，相关后续事项未按时完成，工作人员正在跟进，无需您操作。',
    },
  },
  answer_message: {
    by: 'reviewer',
    clocks: [],
    until: null,
    within: '2BD',
    text: {
      en: 'There is a message on your claim that a person of ours looks at and answers. You need do nothing.',
      'zh-CN': '您的索赔有一条留言，工作人员将查看并答复，无需您操作。',
    },
  },
} as const satisfies Record<string, Step>;

export type NextStepCode = keyof typeof NEXT_STEPS;
