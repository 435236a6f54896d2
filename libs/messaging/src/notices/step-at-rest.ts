import { STATUS_WORDS } from '@app/claims';
import type { ClaimStatus } from '@app/claims';
import type { Bilingual } from '@app/kernel';

/** What is next on a claim on which nothing is left to be done: how it ended, and no more. */
export function stepAtRest(claim: {
  readonly status: ClaimStatus;
  readonly mergedIntoId: string | null;
}): Bilingual {
  if (claim.mergedIntoId !== null) {
    return {
      en: 'It goes on in another claim of yours.',
      'zh-CN': '由您的另一索赔继续处理。',
    };
  }
  const { en, 'zh-CN': zh } = STATUS_WORDS[claim.status];
  return {
    en: `Your claim is ${en}. If anything is unclear, just reply.`,
    'zh-CN': `您的索赔${zh}。如有疑问，直接回复即可。`,
  };
}
