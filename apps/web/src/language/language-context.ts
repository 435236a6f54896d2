import { createContext, useContext } from 'react';

import type { Language } from './language';
import type { TextKey } from './texts-en';

/** The language of the page, its texts, and the way to another language. */
export interface LanguageTools {
  readonly language: Language;
  readonly text: (key: TextKey, values?: Readonly<Record<string, string>>) => string;
  /** The query of this page in another language, for a link that also works in a new tab. */
  readonly searchFor: (language: Language) => string;
  readonly switchTo: (language: Language) => void;
}

export const LanguageContext = createContext<LanguageTools | null>(null);

export function useLanguage(): LanguageTools {
  const tools = useContext(LanguageContext);
  if (tools === null) throw new Error('useLanguage needs a LanguageProvider above it.');
  return tools;
}
