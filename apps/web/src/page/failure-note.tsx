import type { FailureFacts } from '../http/request-failure';
import { FailureReport } from './failure-report';

interface FailureNoteProps {
  readonly title: string;
  /** Null: nothing has failed. */
  readonly facts: FailureFacts | null;
  readonly phone: string | null;
}

/** What did not work, beside the button that tries it again. It is read aloud when it appears. */
export function FailureNote({ title, facts, phone }: FailureNoteProps) {
  return (
    <div role="alert">
      {facts !== null && (
        <div className="panel failure">
          <FailureReport title={title} facts={facts} phone={phone} />
        </div>
      )}
    </div>
  );
}
