import type { FailureFacts } from '../http/request-failure';
import { useLanguage } from '../language/language-context';
import { CopyButton } from './copy-button';
import { failureWords } from './failure-words';

interface FailureReportProps {
  readonly title: string;
  readonly facts: FailureFacts;
  /** Whom to call about it, if we know. */
  readonly phone: string | null;
}

/** What did not work, in whose words, under which number support finds it, and whom to call. */
export function FailureReport({ title, facts, phone }: FailureReportProps) {
  const language = useLanguage();
  const { text } = language;
  const number = phone ?? facts.supportPhone;
  return (
    <>
      <p className="failure-title">{title}</p>
      <p>{failureWords(facts, language)}</p>
      {facts.requestId !== null && (
        <p>
          {text('failure.request_id')}: <code className="id">{facts.requestId}</code>{' '}
          <CopyButton content={facts.requestId} />
        </p>
      )}
      {number !== null && <p>{text('failure.call', { phone: number })}</p>}
    </>
  );
}
