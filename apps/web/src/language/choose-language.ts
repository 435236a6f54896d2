import type { Language } from './language';

const LANGUAGE_PARAMETER = 'lang';

/** What the browser tells us about the language that a visitor wants. */
export interface LanguageHints {
  /** The query of the page's address, such as `?lang=en`. */
  readonly search: string;
  /** What was chosen on an earlier visit. */
  readonly remembered: string | null;
  /** The languages of the browser, best first. */
  readonly preferred: readonly string[];
}

/** The address wins, so that a link shows everybody the same; then the last choice; the browser. */
export function chooseLanguage({ search, remembered, preferred }: LanguageHints): Language {
  const asked = new URLSearchParams(search).get(LANGUAGE_PARAMETER);
  for (const tag of [asked, remembered, ...preferred]) {
    const language = languageOfTag(tag ?? '');
    if (language !== null) return language;
  }
  return 'zh-CN';
}

/** The query of this page in another language; everything else in it stays. */
export function searchIn(language: Language, search: string): string {
  const parameters = new URLSearchParams(search);
  parameters.set(LANGUAGE_PARAMETER, language);
  return `?${parameters.toString()}`;
}

function languageOfTag(tag: string): Language | null {
  const primary = tag.toLowerCase().split('-')[0];
  if (primary === 'zh') return 'zh-CN';
  return primary === 'en' ? 'en' : null;
}
