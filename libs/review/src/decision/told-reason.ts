import { NEED_TO_KNOW, isNeedToKnow, withoutCircumstances } from '@app/programs';
import type { Assessment, Pack } from '@app/programs';

import { reasonCodes, reasonText } from '../domain/reason-codes';
import type { ReasonCode } from '../domain/reason-codes';

/**
 * The reason of a line for readers who may not know a claimant's circumstances: that of a rule that
 * may rest on them is not told, and neither is a code that only a reviewer knows the meaning of.
 */
export function toldReason(
  code: string,
  assessment: Assessment,
  pack: Pack,
): Pick<ReasonCode, 'code'> & { readonly text: ReasonCode['text'] | null } {
  const isKnown = reasonCodes(pack).some((known) => known.code === code);
  if (!isKnown || isNeedToKnow(pack, code)) return NEED_TO_KNOW;
  return { code, text: reasonText(code, withoutCircumstances(pack, assessment), pack) };
}
