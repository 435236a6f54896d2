/**
 * Why clocks stand still while the claimant is asked for something. The name is that of the UK
 * scheme; a pack whose clocks may stop for other reasons only is not stopped by it.
 */
export const VICTIM_INFORMATION = 'victim_information';

/**
 * The reason as somebody may see it. Claimants learn what they are waited for; why else a clock
 * stands still could tell them, or whoever looks over their shoulder, of a suspicion.
 */
export function shownPauseReason(reason: string | null, isClaimant: boolean): string | null {
  return isClaimant && reason !== VICTIM_INFORMATION ? null : reason;
}
