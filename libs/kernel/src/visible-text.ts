/** Blanks, joiners, marks of direction and fillers (Unicode: Cf, Default_Ignorable_Code_Point). */
const UNSEEN = /[\s\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** A text without what nobody sees: nothing is left of one that only seems to say something. */
export function visibleText(text: string): string {
  return text.replaceAll(UNSEEN, '');
}
