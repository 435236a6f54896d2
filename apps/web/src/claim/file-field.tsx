import { useLanguage } from '../language/language-context';
import { FailureNote } from '../page/failure-note';
import { failureWords } from '../page/failure-words';
import type { Task } from './information-request';
import { useUpload } from './use-upload';

interface FileFieldProps {
  readonly claimId: string;
  readonly task: Task;
  readonly phone: string | null;
  readonly onChanged: () => void;
}

/** Sends a file as soon as it is chosen, and goes on with the same one when the network is back. */
export function FileField({ claimId, task, phone, onChanged }: FileFieldProps) {
  const language = useLanguage();
  const { text } = language;
  const { file, state, failure, choose, send } = useUpload({
    claimId,
    item: task.item,
    onSent: onChanged,
  });
  return (
    <div className="fields">
      <label>
        {text('files.choose', { thing: task.label[language.language] })}
        <input
          type="file"
          onChange={({ target }) => {
            const [chosen] = target.files ?? [];
            if (chosen !== undefined) choose(chosen);
            // The same file can be chosen again after it was refused.
            target.value = '';
          }}
        />
      </label>
      <p className="intro">{text('files.hint')}</p>
      <p role="status" className="delivery">
        {file !== null && state !== 'idle' && text(`files.${state}`, { name: file.name })}{' '}
        {state === 'waiting' && failure !== null && failureWords(failure, language)}
      </p>
      <FailureNote
        title={text('files.failure', { name: file?.name ?? '' })}
        facts={state === 'refused' ? failure : null}
        phone={phone}
      />
      {(state === 'waiting' || state === 'refused') && (
        <button type="button" onClick={send}>
          {text('draft.now')}
        </button>
      )}
    </div>
  );
}
