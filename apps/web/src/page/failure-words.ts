import type { FailureFacts } from '../http/request-failure';
import type { LanguageTools } from '../language/language-context';

/** What a failure says: in the service's own words where it has sent some. */
export function failureWords(facts: FailureFacts, { language, text }: LanguageTools): string {
  const { kind, status, texts } = facts;
  if (texts !== null) return texts[language];
  if (kind === 'unreachable') return text('failure.unreachable');
  return kind === 'refused'
    ? text('failure.refused', { status: String(status) })
    : text('failure.unreadable');
}
