import { useCallback, useId, useState } from 'react';

import { draftName } from '../draft/draft-name';
import { isUnsent, readDraft } from '../draft/draft';
import { useDelivery } from '../draft/use-delivery';
import { isRecord } from '../http/request-failure';
import { formSender } from '../http/send-form';
import { useLanguage } from '../language/language-context';
import { recall } from '../page/browser-memory';
import { useSession } from '../session/session-context';
import { DeliveryNote } from './delivery-note';
import { FileField } from './file-field';
import { readInformationRequest } from './information-request';
import type { Task } from './information-request';
import type { FileToSend } from './use-upload';

interface TaskItemProps {
  readonly claimId: string;
  readonly task: Task;
  readonly phone: string | null;
  readonly onChanged: () => void;
}

/** One thing that is asked for: why, a file for it, or the reason why it cannot be had. */
export function TaskItem(props: TaskItemProps) {
  const { language, text } = useLanguage();
  const { label, why, state, reason } = props.task;
  return (
    <li className="panel">
      <h3>
        {label[language]} <span className="tag">{text(`tasks.${state}`)}</span>
      </h3>
      {state === 'open' && (
        <>
          <p>{why[language]}</p>
          <TaskFile {...props} />
          <Cannot {...props} />
        </>
      )}
      {reason !== null && <p className="words">{text('tasks.said', { reason })}</p>}
    </li>
  );
}

function TaskFile({ claimId, task, phone, onChanged }: TaskItemProps) {
  const { language } = useLanguage();
  const { client } = useSession();
  const { item } = task;
  const deliver = useCallback(
    ({ file, key, onShare }: FileToSend) => {
      const wish = { path: { id: claimId }, key, form: { item, file } };
      return client.upload('/v1/claims/{id}/evidence', wish, readFileTaken, formSender(onShare));
    },
    [client, claimId, item],
  );
  const thing = task.label[language];
  return <FileField thing={thing} deliver={deliver} phone={phone} onSent={onChanged} />;
}

function readFileTaken(body: unknown): true | null {
  return isRecord(body) && typeof body.id === 'string' ? true : null;
}

/** Saying why something cannot be given counts as an answer. */
function Cannot(props: TaskItemProps) {
  const { text } = useLanguage();
  const { username } = useSession();
  const { claimId, task } = props;
  const name = draftName(username ?? '', claimId, `cannot.${task.requestId}.${task.item}`);
  // Who has begun to write finds it open.
  const [isOpen, setOpen] = useState(() => isUnsent(readDraft(recall(name))));
  const id = useId();
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {text('tasks.cannot_open')}
      </button>
      <div id={id}>{isOpen && <Reason {...props} name={name} />}</div>
    </>
  );
}

function Reason({ name, claimId, task, phone, onChanged }: TaskItemProps & { name: string }) {
  const { language, text } = useLanguage();
  const { client } = useSession();
  const { requestId, item } = task;
  const deliver = useCallback(
    async (reason: string, key: string) => {
      const wish = { path: { id: claimId, requestId }, key, body: { answers: [{ item, reason }] } };
      const path = '/v1/claims/{id}/information-requests/{requestId}/answers';
      await client.post(path, wish, readInformationRequest);
      onChanged();
    },
    [client, claimId, requestId, item, onChanged],
  );
  const delivery = useDelivery({ name, deliver });
  const thing = task.label[language];
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        delivery.send();
      }}
    >
      <label>
        {text('tasks.cannot_why', { thing })}
        <textarea
          rows={3}
          value={delivery.text}
          onChange={({ target }) => delivery.type(target.value)}
        />
      </label>
      <DeliveryNote delivery={delivery} phone={phone} failureTitle={text('tasks.refused')} />
      <button type="submit" aria-disabled={delivery.state === 'sending'}>
        {text(delivery.state === 'waiting' ? 'draft.now' : 'tasks.cannot_send')}
      </button>
    </form>
  );
}
