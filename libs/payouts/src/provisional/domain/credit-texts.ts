import type { Bilingual } from '@app/kernel';
import { amountText } from '@app/money';
import type { Money } from '@app/money';

const said = (money: Money): { readonly en: string; readonly zh: string } => ({
  en: amountText(money, 'en'),
  zh: amountText(money, 'zh-CN'),
});

/** What the timeline says about a credit before the decision, in words for the claimant. */
export const CREDIT_TEXTS = {
  granted: (money: Money): Bilingual => ({
    en: `We have not decided yet, so we pay you ${said(money).en} ahead, on condition.`,
    'zh-CN': `因尚未作出决定，我们先行垫付 ${said(money).zh}。`,
  }),
  arrived: (money: Money, transferId: string): Bilingual => ({
    en: `We paid you ${said(money).en} ahead while we go on looking at your claim, trace number ${transferId}. You can use all of it. If we approve the claim it is yours; if not, we tell you first and then ask for it back.`,
    'zh-CN': `索赔仍在审核，我们已先行垫付 ${said(money).zh}，流水号 ${transferId}，您可全额使用。索赔通过后该款项归您所有；如未通过，我们会先通知您，再收回。`,
  }),
  obstacle: {
    en: 'The money that we wanted to pay you ahead did not arrive. A person of ours looks at it; your claim goes on. If your account has changed, name another one on the page of your claim.',
    'zh-CN':
      '先行垫付的款项未能到账，工作人员正在处理，索赔照常审核。如收款账户已变更，请在索赔页面重新提供。',
  },
  ending: (money: Money, day: string): Bilingual => ({
    en: `The ${said(money).en} that we paid you ahead are not covered by the decision. They stay with you until the end of ${day}, without any fee; after that we take them back. If we look at your claim again before then, they stay until that is decided.`,
    'zh-CN': `先行垫付的 ${said(money).zh} 未获决定支持。该款项保留至 ${day} 当日结束，不收取费用，之后我们将收回。如在此前重新审核，款项保留至作出决定。`,
  }),
  kept: (money: Money): Bilingual => ({
    en: `The ${said(money).en} that we paid you ahead stay with you while we look at your claim again.`,
    'zh-CN': `重新审核期间，先行垫付的 ${said(money).zh} 继续由您保留。`,
  }),
  final: (money: Money, rest: Money): Bilingual =>
    rest.isPositive()
      ? {
          en: `The ${said(money).en} that we paid you ahead are yours. The rest of the award, ${said(rest).en}, is paid now.`,
          'zh-CN': `先行垫付的 ${said(money).zh} 归您所有，其余赔付 ${said(rest).zh} 随即支付。`,
        }
      : {
          en: `The ${said(money).en} that we paid you ahead are yours, and your award is paid with them in full.`,
          'zh-CN': `先行垫付的 ${said(money).zh} 归您所有，赔付已全部完成。`,
        },
  ended: (taken: Money, short: Money): Bilingual => {
    if (!short.isPositive()) {
      return {
        en: `We took back the ${said(taken).en} that we had paid you ahead. Nothing is owed.`,
        'zh-CN': `已收回先行垫付的 ${said(taken).zh}，您无需再支付任何款项。`,
      };
    }
    const before = taken.isPositive()
      ? { en: `We took back ${said(taken).en}. `, zh: `已收回 ${said(taken).zh}。` }
      : { en: '', zh: '' };
    return {
      en: `${before.en}Of what we paid you ahead, ${said(short).en} are not covered by the decision and were not there any more: they are to be paid back. We write to you by when; nothing is taken by itself.`,
      'zh-CN': `${before.zh}先行垫付款项中有 ${said(short).zh} 未获决定支持且无法收回，须予退还。我们会另行告知期限，不会自行扣款。`,
    };
  },
} as const;
