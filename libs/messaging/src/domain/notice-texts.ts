import type { Bilingual } from '@app/kernel';

import { noticeBody } from './notice';
import type { Language } from './notice';
import { postedNotice } from './notices';

/**
 * What a notice said that was posted before, in both languages, for whoever reads the thread in the
 * other one. Null for a notice that this version does not know: its message has the words.
 */
export function noticeTexts(
  key: string,
  params: Readonly<Record<string, unknown>>,
): Bilingual | null {
  const [en, zh] = [textIn('en', key, params), textIn('zh-CN', key, params)];
  return en === null || zh === null ? null : { en, 'zh-CN': zh };
}

function textIn(
  language: Language,
  key: string,
  params: Readonly<Record<string, unknown>>,
): string | null {
  const parts = postedNotice(key, params, language);
  return parts === null ? null : noticeBody(parts, language);
}
