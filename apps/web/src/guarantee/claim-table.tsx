import { useLanguage } from '../language/language-context';
import type { ClaimCounts } from './claim-counts';
import { formatCount } from './format-count';

/** How many claims stand where. The bars repeat the numbers for the eye only. */
export function ClaimTable({ counts }: { readonly counts: ClaimCounts }) {
  const { language, text } = useLanguage();
  return (
    <table className="claims">
      <caption>{text('figures.by_status')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('figures.status')}</th>
          <th scope="col" className="number">
            {text('figures.count')}
          </th>
        </tr>
      </thead>
      <tbody>
        {counts.byStatus.map(({ status, textKey, count }) => (
          <tr key={status}>
            <th scope="row">
              <span className="share">
                <span>{textKey === null ? <code>{status}</code> : text(textKey)}</span>
                <span className="bar" aria-hidden="true">
                  <span style={{ width: `${String((count / counts.total) * 100)}%` }} />
                </span>
              </span>
            </th>
            <td className="number">{formatCount(count, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
