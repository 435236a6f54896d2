import type { FailureFacts } from '../http/request-failure';
import { useLanguage } from '../language/language-context';
import { FailureReport } from './failure-report';

interface FailurePanelProps {
  readonly title: string;
  readonly facts: FailureFacts;
  /** Whom to call about it, if we know. */
  readonly phone: string | null;
  readonly isRetrying: boolean;
  readonly onRetry: () => void;
}

/** What did not work, and a button to try it again. */
export function FailurePanel({ title, facts, phone, isRetrying, onRetry }: FailurePanelProps) {
  const { text } = useLanguage();
  return (
    <div className="panel failure">
      <div role="alert">
        <FailureReport title={title} facts={facts} phone={phone} />
      </div>
      <button type="button" className="primary" aria-disabled={isRetrying} onClick={onRetry}>
        {text(isRetrying ? 'page.retrying' : 'page.retry')}
      </button>
    </div>
  );
}
