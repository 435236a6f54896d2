import type { Bilingual } from '@app/kernel';

/** Every status of a claim, in words that fit after "the claim is" and “索赔状态为”. */
export const STATUS_WORDS = {
  received: { en: 'received', 'zh-CN': '已收到' },
  assessing: { en: 'being checked', 'zh-CN': '核查中' },
  awaiting_claimant: { en: 'waiting for its claimant', 'zh-CN': '等待索赔人补充' },
  in_review: { en: 'in review', 'zh-CN': '审核中' },
  awaiting_approval: { en: 'waiting for approval', 'zh-CN': '待复核' },
  approved: { en: 'approved', 'zh-CN': '已通过' },
  paying: { en: 'being paid', 'zh-CN': '付款中' },
  paid: { en: 'paid', 'zh-CN': '已赔付' },
  denied: { en: 'denied', 'zh-CN': '未通过' },
  withdrawn: { en: 'withdrawn', 'zh-CN': '已撤回' },
  closed: { en: 'closed', 'zh-CN': '已结案' },
} as const satisfies Readonly<Record<string, Bilingual>>;
