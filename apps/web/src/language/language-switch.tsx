import type { MouseEvent } from 'react';

import { LANGUAGES, LANGUAGE_NAMES } from './language';
import type { Language } from './language';
import { useLanguage } from './language-context';

/** One link per language, each named in its own language. */
export function LanguageSwitch() {
  const { text } = useLanguage();
  return (
    <nav className="languages" aria-label={text('page.languages')}>
      {LANGUAGES.map((language) => (
        <LanguageLink key={language} language={language} />
      ))}
    </nav>
  );
}

function LanguageLink({ language }: { readonly language: Language }) {
  const { language: current, searchFor, switchTo } = useLanguage();
  const choose = (event: MouseEvent): void => {
    // Who asks for a new tab gets one.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (language !== current) switchTo(language);
  };
  return (
    <a
      href={searchFor(language)}
      lang={language}
      hrefLang={language}
      aria-current={language === current ? 'true' : undefined}
      onClick={choose}
    >
      {LANGUAGE_NAMES[language]}
    </a>
  );
}
