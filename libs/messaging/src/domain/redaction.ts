import { DomainError } from '@app/kernel';

/** What stands where something was blackened. Its length tells nothing of what stood there. */
export const BLACKENED = '█████';

/** The parts of a message or a note in which something can be blackened. */
export interface RedactableText {
  readonly body: string;
  readonly quoted: string | null;
}

/** What may not stand in a reason: each text that is blackened, and each number in it. */
const NUMBER = /\p{N}{4,}/gu;

/**
 * Refuses a reason that repeats what is blackened (`redaction.reason_repeats`): everybody who sees
 * the copy reads it. Case, width, spaces and punctuation make no difference, and a word within a
 * longer one does not count.
 */
export function requireSilentReason(reason: string, texts: readonly string[]): void {
  const said = lettersOf(reason);
  const taken = texts.map(lettersOf).filter((text) => text !== '');
  const numbers = taken.flatMap((text) => text.replaceAll(' ', '').match(NUMBER) ?? []);
  const repeats =
    taken.some((text) => ` ${said} `.includes(` ${text} `) || holdsHan(text, said)) ||
    numbers.some((number) => said.replaceAll(' ', '').includes(number));
  if (!repeats) return;
  throw new DomainError(
    'unprocessable',
    'redaction.reason_repeats',
    {
      en: 'The reason repeats what is to be blackened, and everybody reads the reason. Say what kind of thing it is, for instance "card number".',
      'zh-CN':
        '理由中包含了需要遮盖的内容，而理由对所有人可见。请只说明内容的类别，例如“银行卡号”。',
    },
    { field: 'reason' },
  );
}

/** Chinese has no spaces between words. */
function holdsHan(text: string, said: string): boolean {
  return (
    /\p{Script=Han}/u.test(text) && said.replaceAll(' ', '').includes(text.replaceAll(' ', ''))
  );
}

/** Words in one case and width, with one space between them. */
function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
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
