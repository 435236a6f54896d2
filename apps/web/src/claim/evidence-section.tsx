import { useLanguage } from '../language/language-context';
import type { EvidenceItem } from './claim';

/** What we hold, so that nobody sends it twice, and what is missing. */
export function EvidenceSection({ evidence }: { readonly evidence: readonly EvidenceItem[] }) {
  const { language, text } = useLanguage();
  if (evidence.length === 0) return null;
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">{text('evidence.title')}</h2>
      <p className="intro">{text('evidence.intro')}</p>
      <ul className="evidence">
        {evidence.map(({ item, label, isRequired, state, fileNames }) => (
          <li key={item}>
            <span className="label">{label[language]}</span>
            <span className="tag">
              {text(state === 'missing' && !isRequired ? 'evidence.optional' : `evidence.${state}`)}
            </span>
            {fileNames.length > 0 && <span className="when">{fileNames.join(', ')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
