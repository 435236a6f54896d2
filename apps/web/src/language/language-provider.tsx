import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';

import { recall, remember } from '../page/browser-memory';
import { chooseLanguage, searchIn } from './choose-language';
import type { Language } from './language';
import { LanguageContext } from './language-context';
import type { LanguageTools } from './language-context';
import { TEXTS, fillText } from './texts';

/** Keeps the language in the address (for links) and in the browser (for the next visit). */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(currentLanguage);

  useEffect(() => {
    const follow = (): void => setLanguage(currentLanguage());
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);

  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.title = TEXTS[language]['page.title'];
  }, [language]);

  const switchTo = useCallback((next: Language) => {
    window.history.replaceState(null, '', searchIn(next, window.location.search));
    remember('language', next);
    setLanguage(next);
  }, []);

  const tools = useMemo<LanguageTools>(
    () => ({
      language,
      text: (key, values = {}) => fillText(TEXTS[language][key], values),
      searchFor: (other) => searchIn(other, window.location.search),
      switchTo,
    }),
    [language, switchTo],
  );
  return <LanguageContext value={tools}>{children}</LanguageContext>;
}

function currentLanguage(): Language {
  return chooseLanguage({
    search: window.location.search,
    remembered: recall('language'),
    preferred: navigator.languages,
  });
}
