import type { Bilingual } from '@app/kernel';

/** Not a character that people type; class-validator carries one string per message. */
const SEPARATOR = '\u241e';

/** A validator's message in both languages, for the `message` option of class-validator. */
export function inBothLanguages(text: Bilingual): string {
  return `${text.en}${SEPARATOR}${text['zh-CN']}`;
}

/** Takes a validator's message apart; a library's own message stands for both languages. */
export function textsOf(message: string): Bilingual {
  const [en = message, zh] = message.split(SEPARATOR);
  return { en, 'zh-CN': zh ?? `该字段无效：${message}` };
}
