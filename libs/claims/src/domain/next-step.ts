import type { Bilingual } from '@app/kernel';

/** Who has to act next. */
export type NextBy = 'system' | 'claimant' | 'reviewer' | 'approver' | 'operator';

interface Step {
  readonly by: NextBy;
  /** The clocks that say by when, the first that runs; else `within` from now. */
  readonly clocks: readonly string[];
  readonly within: string;
  readonly text: Bilingual;
}

/** Every step that a claim can wait for, in words for the claimant. Every open claim has one. */
export const NEXT_STEPS = {
  assess: {
    by: 'system',
    clocks: ['forward'],
    within: '1BD',
    text: {
      en: 'We check your claim against the guarantee. You need do nothing now.',
      'zh-CN': '我们正在按保障条款核查您的索赔，目前无需您操作。',
    },
  },
  add_evidence: {
    by: 'claimant',
    clocks: [],
    within: '10D',
    text: {
      en: 'Please add the evidence that is marked as missing. What you have sent already you need not send again.',
      'zh-CN': '请补充标记为“缺少”的材料，已提交的无需重复提供。',
    },
  },
  review: {
    by: 'reviewer',
    clocks: ['verify', 'decide'],
    within: '5BD',
    text: {
      en: 'A reviewer looks at your claim and decides. You need do nothing now.',
      'zh-CN': '审核员正在审核您的索赔并作出决定，目前无需您操作。',
    },
  },
  approve: {
    by: 'approver',
    clocks: ['verify', 'decide'],
    within: '2BD',
    text: {
      en: 'A second person confirms the decision. You need do nothing now.',
      'zh-CN': '决定正由第二人复核，目前无需您操作。',
    },
  },
  open_payout: {
    by: 'system',
    clocks: ['pay'],
    within: '1BD',
    text: {
      en: 'Your claim is approved. We prepare the payment.',
      'zh-CN': '您的索赔已通过，正在准备付款。',
    },
  },
  settle_payout: {
    by: 'system',
    clocks: ['pay'],
    within: '1BD',
    text: {
      en: 'The payment is on its way. We follow it until it has arrived.',
      'zh-CN': '款项正在支付，我们会跟进至到账。',
    },
  },
  await_funds: {
    by: 'operator',
    clocks: ['pay'],
    within: '1BD',
    text: {
      en: 'The payment waits until money has reached the account that we pay from. Your award stands; it goes out by itself.',
      'zh-CN': '付款账户资金待补足，赔付决定不受影响，款项到位后将自动付出，无需您操作。',
    },
  },
  resolve_payout: {
    by: 'operator',
    clocks: ['pay'],
    within: '1BD',
    text: {
      en: 'The payment met an obstacle. A person of ours is clearing it; your award stands.',
      'zh-CN': '付款遇到问题，我们的工作人员正在处理，赔付决定不受影响。',
    },
  },
} as const satisfies Record<string, Step>;

export type NextStepCode = keyof typeof NEXT_STEPS;
