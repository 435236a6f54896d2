import { useResource } from '../http/use-resource';
import type { Resource } from '../http/use-resource';
import { useLanguage } from '../language/language-context';
import type { TextKey } from '../language/texts-en';
import { loadReadiness } from './load-readiness';

/** One line on whether the service runs. The mark repeats the words: colour says nothing alone. */
export function ServiceState() {
  const { language, text } = useLanguage();
  const readiness = useResource(loadReadiness);
  const { state, textKey } = stateOf(readiness);
  const detail = readiness.failure?.facts.texts?.[language];
  return (
    <p className={`service ${state}`} role="status">
      <span className="mark" aria-hidden="true" />
      <span>
        <span className="hidden">{text('service.title')}: </span>
        {text(textKey)}
        {detail !== undefined && <span className="detail">{detail}</span>}
      </span>
    </p>
  );
}

interface StateShown {
  readonly state: 'checking' | 'good' | 'bad';
  readonly textKey: TextKey;
}

function stateOf({ value, failure }: Resource<true>): StateShown {
  if (failure !== null) {
    const isUnreachable = failure.facts.kind === 'unreachable';
    return { state: 'bad', textKey: isUnreachable ? 'service.unreachable' : 'service.unready' };
  }
  return value === null
    ? { state: 'checking', textKey: 'service.checking' }
    : { state: 'good', textKey: 'service.ready' };
}
