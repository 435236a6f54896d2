import type { Bilingual } from '@app/kernel';
import type { RuleName } from '@app/programs';

/** The rules of a pack by name, for people who have never seen one. */
export const RULE_NAMES: Readonly<Record<RuleName, Bilingual>> = {
  loss_type: { en: 'Kind of loss', 'zh-CN': '损失类型' },
  currency: { en: 'Currency', 'zh-CN': '货币' },
  claimant: { en: 'Who is covered', 'zh-CN': '保障对象' },
  requirements: { en: 'What is presupposed', 'zh-CN': '前提条件' },
  rail: { en: 'Way of paying', 'zh-CN': '支付方式' },
  cross_border: { en: 'Payments across borders', 'zh-CN': '跨境付款' },
  payment_settled: { en: 'Whether the payment went through', 'zh-CN': '付款是否成功' },
  limits: { en: 'Number of payments', 'zh-CN': '付款笔数' },
  window: { en: 'Time for claiming', 'zh-CN': '索赔期限' },
  exclusions: { en: 'What is not covered', 'zh-CN': '除外情形' },
  already_made_whole: { en: 'What has come back already', 'zh-CN': '已退回的款项' },
  coverage: { en: 'Share that is paid', 'zh-CN': '赔付比例' },
  liability: { en: 'Your own share', 'zh-CN': '本人自负部分' },
  cap: { en: 'The most that is paid', 'zh-CN': '赔付上限' },
  excess: { en: 'Excess', 'zh-CN': '免赔额' },
  split: { en: 'Who bears it', 'zh-CN': '分担' },
  provisional: { en: 'Credit before the decision', 'zh-CN': '先行垫付' },
  approval: { en: 'Approval', 'zh-CN': '审批' },
};

/** Those outside our house to whom an appeal can go, as packs call them. */
export const APPEAL_BODIES: Readonly<Record<string, Bilingual>> = {
  another_reviewer: { en: 'us', 'zh-CN': '我们' },
  ombudsman: { en: 'the ombudsman, who is independent of us', 'zh-CN': '独立于我们的申诉专员' },
  regulator: { en: 'the regulator', 'zh-CN': '监管部门' },
  adr: {
    en: 'a body for settling disputes out of court, independent of us',
    'zh-CN': '独立于我们的争议调解机构',
  },
  court: { en: 'a court', 'zh-CN': '法院' },
  insurer: { en: 'the insurer', 'zh-CN': '保险公司' },
  arbitration: { en: 'arbitration', 'zh-CN': '仲裁机构' },
};

/** What every letter says, whatever was decided. */
export const LETTER_TEXTS = {
  title: { en: 'Our decision on your claim', 'zh-CN': '关于您索赔的决定' },
  draft: {
    en: 'DRAFT 草稿 – not in force, not to be sent',
    'zh-CN': '草稿 DRAFT：尚未生效，不得发出',
  },
  otherLanguage: {
    en: 'This letter is also available in English.',
    'zh-CN': '本函备有中文版。',
  },
  why: { en: 'Why', 'zh-CN': '理由' },
  linesHeading: { en: 'Payment by payment', 'zh-CN': '逐笔说明' },
  linesCaption: {
    en: 'Each disputed payment: what you claimed, what we award, and why',
    'zh-CN': '每笔付款的索赔金额、赔付金额和理由',
  },
  total: { en: 'Total', 'zh-CN': '合计' },
  payHeading: { en: 'How you are paid', 'zh-CN': '付款方式与时间' },
  nothingToDo: {
    en: 'You need to do nothing for it, and nobody may ask you for a fee.',
    'zh-CN': '您无需办理任何手续，也无需支付任何费用。',
  },
  rulesHeading: { en: 'The rules that were applied', 'zh-CN': '适用的规则' },
  noRuleChanged: {
    en: 'No rule took anything off the amount that you claimed.',
    'zh-CN': '没有规则减少您索赔的金额。',
  },
  reliedHeading: { en: 'What we relied on', 'zh-CN': '决定所依据的材料' },
  evidenceCaption: {
    en: 'The files on the claim when we decided',
    'zh-CN': '作出决定时案卷中的文件',
  },
  evidenceNote: {
    en: 'The fingerprint is the beginning of the SHA-256 of the file: it shows that a file is the very one that we looked at.',
    'zh-CN': '“指纹”是文件 SHA-256 的开头部分，可用来核对文件是否就是我们审核的那一份。',
  },
  noEvidence: {
    en: 'No file had been handed in when we decided.',
    'zh-CN': '作出决定时，案卷中没有文件。',
  },
  appealHeading: { en: 'If you do not agree', 'zh-CN': '如果您不同意' },
  appealHow: {
    en: 'To appeal to us no form is needed. Say what you do not agree with, and why, in the claim on our page, in a reply to us, or on the telephone; name the number of the claim. If you have something new, send it along. Somebody decides who had no hand in this decision. An appeal costs nothing, and what has been awarded is not taken away by it.',
    'zh-CN':
      '向我们申诉不需要固定表格：在网上的索赔页面、直接回复或打电话均可，请说明索赔编号、您不同意的内容和理由；如有新的材料，请一并提供。申诉由没有参与本决定的人员审理，不收费，已经核定的赔付不会因申诉而减少。',
  },
  noStepLeft: {
    en: 'The guarantee has no further step against this decision. If you know something new, call us or reply: we look at it. A court is open to you in any case.',
    'zh-CN':
      '对本决定，保障条款没有进一步的申诉途径。如有新的情况，请来电或直接回复，我们会查看；您也可以依法起诉。',
  },
  contactHeading: { en: 'Talk to us', 'zh-CN': '联系我们' },
  watchHeading: { en: 'Beware of impostors', 'zh-CN': '谨防冒充' },
  watch: {
    en: 'We never ask you for a payment, a fee, a password or a code (by text message or otherwise), neither to pay you nor to hear an appeal. Whoever does is not one of us: hang up, and call the number above.',
    'zh-CN':
      '无论是赔付还是申诉，我们绝不会要求您付款、缴费，也绝不会索要密码或验证码。凡提出此类要求的，都不是我们的人员：请立即挂断，并拨打上面的电话核实。',
  },
  rightsHeading: { en: 'Your rights stay yours', 'zh-CN': '您的权利不受影响' },
  rights: {
    en: 'You do not have to keep this letter or the claim secret. By taking the money you give up no right: you may still appeal, complain elsewhere, report to the police and go to court.',
    'zh-CN':
      '您没有义务对本函或索赔事项保密。收下赔付款不表示您放弃任何权利：您仍可申诉、向外部机构投诉、报警或起诉。',
  },
  subrogation: {
    en: 'Where the guarantee passes the right of recovery to us, it passes only for what we have paid; all the rest of your loss stays yours to recover.',
    'zh-CN': '依保障条款转给我们的追偿权，仅限于我们已经赔付的部分；其余损失的追偿权仍归您所有。',
  },
  signature: { en: 'The claims team', 'zh-CN': '索赔审核组' },
  proofHeading: { en: 'To check this letter', 'zh-CN': '核对本函' },
} as const satisfies Readonly<Record<string, Bilingual>>;
