import { useState } from 'react';

import { useResource } from '../http/use-resource';
import { useLanguage } from '../language/language-context';
import { FailurePanel } from '../page/failure-panel';
import { Skeleton } from '../page/skeleton';
import { formatTime } from '../time/format-time';
import { messageCheckLoader } from './load-message-check';
import type { MessageCheck } from './message-check';

interface CodeAnswerProps {
  readonly code: string;
  readonly phone: string | null;
}

/** Whether a message with this code is ours, when it was sent and to whom. */
export function CodeAnswer({ code, phone }: CodeAnswerProps) {
  const { text } = useLanguage();
  const [load] = useState(() => messageCheckLoader(code));
  const { value, failure, isLoading, retry } = useResource(load);
  return (
    <>
      <h2 id="arrival">
        {text('arrival.code.title')} <code className="id">{code}</code>
      </h2>
      <div role="status">{value !== null && <Found check={value} />}</div>
      {value === null && failure === null && <Skeleton lines={2} />}
      {value === null && failure !== null && (
        <FailurePanel
          title={text('arrival.code.failure')}
          facts={failure.facts}
          phone={phone}
          isRetrying={isLoading}
          onRetry={retry}
        />
      )}
    </>
  );
}

function Found({ check: { sent, advice, neverAsked } }: { readonly check: MessageCheck }) {
  const { language, text } = useLanguage();
  return (
    <>
      <p>
        <strong>
          {sent === null
            ? text('arrival.code.not_sent')
            : text('arrival.code.sent', { time: formatTime(sent.at, language), to: sent.to })}
        </strong>
      </p>
      <p>{advice[language]}</p>
      <p>{neverAsked[language]}</p>
    </>
  );
}
