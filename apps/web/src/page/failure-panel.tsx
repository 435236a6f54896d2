import type { FailureFacts } from '../http/request-failure';
import { useLanguage } from '../language/language-context';
import type { LanguageTools } from '../language/language-context';
import { CopyButton } from './copy-button';

interface FailurePanelProps {
  readonly title: string;
  readonly facts: FailureFacts;
  /** Whom to call about it, if we know. */
  readonly phone: string | null;
  readonly isRetrying: boolean;
  readonly onRetry: () => void;
}

/** What did not work, in whose words, under which number support finds it, and what to do now. */
export function FailurePanel({ title, facts, phone, isRetrying, onRetry }: FailurePanelProps) {
  const { language, text } = useLanguage();
  const number = phone ?? facts.supportPhone;
  return (
    <div className="panel failure">
      <div role="alert">
        <h3>{title}</h3>
        <p>{facts.texts?.[language] ?? ownWords(facts, text)}</p>
        {facts.requestId !== null && (
          <p>
            {text('failure.request_id')}: <code className="id">{facts.requestId}</code>{' '}
            <CopyButton content={facts.requestId} />
          </p>
        )}
        {number !== null && <p>{text('failure.call', { phone: number })}</p>}
      </div>
      <button type="button" className="primary" aria-disabled={isRetrying} onClick={onRetry}>
        {text(isRetrying ? 'page.retrying' : 'page.retry')}
      </button>
    </div>
  );
}

function ownWords({ kind, status }: FailureFacts, text: LanguageTools['text']): string {
  if (kind === 'unreachable') return text('failure.unreachable');
  return kind === 'refused'
    ? text('failure.refused', { status: String(status) })
    : text('failure.unreadable');
}
