import { relied } from './letter-grounds';
import type { LetterData } from './letter-data';
import { lineTable } from './letter-lines';
import { opening, payment, reasons } from './letter-opening';
import { appeal, closing } from './letter-rights';
import { LETTER_TEXTS } from './letter-texts';
import { LetterWriter } from './letter-writer';
import { rules } from './letter-rules';
import type { Letter, LetterBlock, Locale } from './letter';

/**
 * The letter that tells a claimant of a decision, in one language: the outcome in plain words
 * first, then each payment with its reason, the money, the rules with each step that changed the
 * amount, what it rests on, how to appeal, and how to reach us. The same data give the same letter.
 */
export function letterOf(data: LetterData, locale: Locale): Letter {
  const writer = new LetterWriter(data, locale);
  const blocks: LetterBlock[] = [
    ...opening(writer),
    ...reasons(writer),
    ...lineTable(writer),
    ...payment(writer),
    ...rules(writer),
    ...relied(writer),
    ...appeal(writer),
    ...closing(writer),
  ];
  return {
    locale,
    title: writer.say(LETTER_TEXTS.title),
    reference: data.reference,
    draftMark: data.isDraft ? writer.say(LETTER_TEXTS.draft) : null,
    issuedAt: data.decision.decidedAt,
    blocks,
  };
}
