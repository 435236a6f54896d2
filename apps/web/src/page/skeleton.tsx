import { useLanguage } from '../language/language-context';

/** Grey lines where text will be. The style sheet shows them only after 200 ms of waiting. */
export function Skeleton({ lines }: { readonly lines: number }) {
  const { text } = useLanguage();
  return (
    <div className="skeleton">
      <span className="hidden">{text('page.loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="line" aria-hidden="true" />
      ))}
    </div>
  );
}
