import type { Bilingual } from '@app/kernel';

/** What the timeline says of the lives of a claim after its decision, in words for the claimant. */
export const LIFE_TEXTS = {
  appealOpened: {
    en: 'Your appeal is being heard: a reviewer who had no part in the decision looks at your claim anew. What is new you can add as evidence.',
    'zh-CN': '您的申诉正在处理，将由未参与原决定的审核员重新审核。如有新的情况，可作为材料补充。',
  },
  appealLodged: {
    en: 'We received your appeal. What was awarded is paid first; then your appeal is heard by itself, and you need do nothing.',
    'zh-CN': '已收到您的申诉。已批准的款项会先行支付，随后自动开始处理申诉，无需您操作。',
  },
  appealOutside: (step: Bilingual): Bilingual => ({
    en: `We noted that you turn to: ${step.en}. It decides by itself; we look at what it finds.`,
    'zh-CN': `已记录您向以下机构提出申诉：${step['zh-CN']}。该机构独立处理，其结论我们会予以研究。`,
  }),
  reopened: {
    en: 'Your claim is opened again: a reviewer looks at it. You need do nothing now.',
    'zh-CN': '您的索赔已重新处理，审核员正在审核，目前无需您操作。',
  },
  reopeningWithdrawn: {
    en: 'At your wish nobody looks at the claim again: the decision that was made stands.',
    'zh-CN': '已应您的要求停止重新处理，原决定继续有效。',
  },
  mergedInto: (duplicate: string, other: string): Bilingual => ({
    en: `Your claim ${duplicate} is about the same matter as your claim ${other} and goes on there, with all its payments and evidence.`,
    'zh-CN': `您的索赔 ${duplicate} 与 ${other} 为同一事项，已并入 ${other}，相关付款和材料一并转入。`,
  }),
  payeeReset: {
    en: 'The account that was named for this claim is not in the name of whoever made each of its payments, so that an award goes back the way the payments came. Until it is decided, another account can be named.',
    'zh-CN':
      '已登记账户的户名与本索赔各笔付款的付款人不一致，赔付款将按原支付渠道退回。在作出决定前可另行登记账户。',
  },
  mergedFrom: (reference: string): Bilingual => ({
    en: `The claim ${reference} about the same matter was merged into this one, with all its payments and evidence.`,
    'zh-CN': `同一事项的索赔 ${reference} 已并入本索赔，相关付款和材料一并转入。`,
  }),
} as const;
