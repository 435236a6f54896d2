import { useLanguage } from '../language/language-context';
import type { TextKey } from '../language/texts-en';
import { TelephoneNumber } from './telephone-number';

const LINKS: readonly (readonly [href: string, textKey: TextKey])[] = [
  ['docs', 'links.docs'],
  ['openapi.json', 'links.openapi'],
  ['v1/public/guarantee', 'links.figures'],
  ['readyz', 'links.readiness'],
];

/** Whom to call, and where to go from here. Every page ends with it. */
export function PageFooter({ phone }: { readonly phone: string | null }) {
  const { text } = useLanguage();
  return (
    <footer>
      {phone !== null && (
        <p>
          {text('phone.footer')} <TelephoneNumber phone={phone} />
        </p>
      )}
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
