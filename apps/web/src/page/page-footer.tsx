import { useLanguage } from '../language/language-context';
import type { TextKey } from '../language/texts-en';

const LINKS: readonly (readonly [href: string, textKey: TextKey])[] = [
  ['docs', 'links.docs'],
  ['openapi.json', 'links.openapi'],
  ['v1/public/guarantee', 'links.figures'],
  ['readyz', 'links.readiness'],
];

/** Where to go from here. */
export function PageFooter() {
  const { text } = useLanguage();
  return (
    <footer>
      <nav aria-label={text('links.title')}>
        <ul>
          {LINKS.map(([href, textKey]) => (
            <li key={href}>
              <a href={href}>{text(textKey)}</a>
            </li>
          ))}
        </ul>
      </nav>
      <p>{text('links.licence')}</p>
    </footer>
  );
}
