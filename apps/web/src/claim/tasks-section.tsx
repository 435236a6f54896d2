import { useLanguage } from '../language/language-context';
import { formatDistance, formatDue } from '../time/format-time';
import { useNow } from '../time/use-now';
import { openRequests } from './information-request';
import type { InformationRequest } from './information-request';
import { TaskItem } from './task-item';

interface TasksSectionProps {
  readonly claimId: string;
  readonly requests: readonly InformationRequest[];
  readonly phone: string | null;
  readonly onChanged: () => void;
}

/** What we ask for, as a list of things to do. Nothing is shown when there is nothing to do. */
export function TasksSection({ requests, ...rest }: TasksSectionProps) {
  const { text } = useLanguage();
  const open = openRequests(requests);
  if (open.length === 0) return null;
  return (
    <section aria-labelledby="tasks">
      <h2 id="tasks">{text('tasks.title')}</h2>
      <p className="intro">{text('tasks.intro')}</p>
      {open.map((request) => (
        <Request key={request.id} request={request} {...rest} />
      ))}
    </section>
  );
}

interface RequestProps extends Omit<TasksSectionProps, 'requests'> {
  readonly request: InformationRequest;
}

function Request({ request, ...rest }: RequestProps) {
  const { language, text } = useLanguage();
  const now = useNow();
  const { text: words, dueAt, tasks } = request;
  return (
    <div className="request">
      <p>
        {text('tasks.due')} <strong>{formatDue(dueAt, language)}</strong>{' '}
        <span className="intro">({formatDistance(dueAt, now, language)})</span>
      </p>
      {dueAt <= now && <p className="late">{text('tasks.past')}</p>}
      {words !== null && <blockquote className="words">{words}</blockquote>}
      <ul className="tasks">
        {tasks.map((task) => (
          <TaskItem key={task.item} task={task} {...rest} />
        ))}
      </ul>
    </div>
  );
}
