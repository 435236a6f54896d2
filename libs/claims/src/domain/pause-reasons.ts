import type { Bilingual } from '@app/kernel';
import type { PackClock } from '@app/programs';

/**
 * Why clocks stand still while the claimant is asked for something. The name is that of the UK
 * scheme; a pack whose clocks may stop for other reasons only is not stopped by it.
 */
export const VICTIM_INFORMATION = 'victim_information';

/** The same in words, for a pack whose clocks may stop for any reason and so lists none. */
const WAITED_FOR: Bilingual = {
  en: 'we wait for information from the claimant',
  'zh-CN': '等待索赔人补充信息',
};

/** A reason in words, as its pack has them; null for one that somebody wrote freely. */
export function pauseReasonLabel(
  reason: string | null,
  { pauseReasons = [] }: Pick<PackClock, 'pauseReasons'>,
): Bilingual | null {
  const listed = pauseReasons.find(({ id }) => id === reason)?.label;
  return listed ?? (reason === VICTIM_INFORMATION ? WAITED_FOR : null);
}

/**
 * The reason as somebody may see it. Claimants learn what they are waited for; why else a clock
 * stands still could tell them, or whoever looks over their shoulder, of a suspicion.
 */
export function shownPauseReason(reason: string | null, isClaimant: boolean): string | null {
  return isClaimant && reason !== VICTIM_INFORMATION ? null : reason;
}
