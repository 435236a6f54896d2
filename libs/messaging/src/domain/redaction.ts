import { DomainError } from '@app/kernel';

/** What stands where something was blackened. Its length tells nothing of what stood there. */
export const BLACKENED = '█████';

/** The parts of a message or a note in which something can be blackened. */
export interface RedactableText {
  readonly body: string;
  readonly quoted: string | null;
}

/**
 * A copy in which each occurrence of `texts` is blackened, and nothing else is changed: nobody can
 * put words into anybody's mouth. Refuses a text that does not stand there (`redaction.not_found`).
 */
export function redactedCopy(original: RedactableText, texts: readonly string[]): RedactableText {
  // The longer one first: of two of which one holds the other, nothing may be left over.
  const byLength = [...texts].sort((one, other) => other.length - one.length);
  const blacken = (text: string): string =>
    byLength.reduce((copy, part) => copy.replaceAll(part, BLACKENED), text);
  texts.forEach((text, position) => {
    if (text !== '' && (original.body.includes(text) || original.quoted?.includes(text))) return;
    throw new DomainError(
      'unprocessable',
      'redaction.not_found',
      {
        en: 'This text does not stand there. Copy what is to be blackened exactly as it is shown.',
        'zh-CN': '原文中没有这段文字，请按显示的内容原样复制需要遮盖的部分。',
      },
      { field: `parts[${String(position)}].text` },
    );
  });
  return {
    body: blacken(original.body),
    quoted: original.quoted === null ? null : blacken(original.quoted),
  };
}
