import type { Problem } from './problem-document';

/** Constraints of money that claimants get beside their awards; see `KNOWN_CONSTRAINTS`. */
export const GOODWILL_CONSTRAINTS: Readonly<Record<string, Problem>> = {
  goodwill_words_eyes: {
    kind: 'conflict',
    code: 'approval.own_hand',
    texts: {
      en: 'You have a hand in this claim, or your role is another one by now: another person has to do this.',
      'zh-CN': '您与该索赔有关，或角色已变更，须由另一人办理。',
    },
  },
  goodwill_verdicts_other_eyes: {
    kind: 'conflict',
    code: 'approval.own_hand',
    texts: {
      en: 'You proposed this: another person has to approve it.',
      'zh-CN': '该补偿由您提出，须由另一人批准。',
    },
  },
  goodwill_verdicts_pk: {
    kind: 'conflict',
    code: 'approval.given_already',
    texts: {
      en: 'This goodwill has been approved or returned already.',
      'zh-CN': '该补偿已被批准或退回。',
    },
  },
  payouts_as_granted: {
    kind: 'conflict',
    code: 'approval.not_awaited',
    texts: {
      en: 'What is paid beside an award needs the words that its programme asks for, about exactly that. Load the claim again.',
      'zh-CN': '赔付之外的补偿须按方案要求经人员确认同一内容，请重新加载。',
    },
  },
};
