import { useLanguage } from '../language/language-context';
import { FailureNote } from '../page/failure-note';
import { failureWords } from '../page/failure-words';
import { useUpload } from './use-upload';
import type { FileToSend, Upload } from './use-upload';

interface FileFieldProps {
  /** What the file is to show, in the language of the page. */
  readonly thing: string;
  /** Hands the file to the service (a stable function). Rejects with `RequestFailure`. */
  readonly deliver: (sending: FileToSend) => Promise<unknown>;
  readonly phone: string | null;
  readonly onSent: () => void;
}

/** Sends a file as soon as it is chosen, and goes on with the same one when the network is back. */
export function FileField({ thing, deliver, phone, onSent }: FileFieldProps) {
  const { text } = useLanguage();
  const upload = useUpload({ deliver, onSent });
  const { file, state, failure, choose, send } = upload;
  return (
    <div className="fields">
      <label>
        {text('files.choose', { thing })}
        <input
          type="file"
          accept="image/jpeg,image/png,image/webp,application/pdf"
          onChange={({ target }) => {
            const [chosen] = target.files ?? [];
            if (chosen !== undefined) choose(chosen);
            // The same file can be chosen again after it was refused.
            target.value = '';
          }}
        />
      </label>
      <p className="intro">{text('files.hint')}</p>
      <Whereabouts upload={upload} />
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

/** Where the file is: on its way and how far, waiting for the network, refused, arrived. */
function Whereabouts({ upload }: { readonly upload: Upload }) {
  const language = useLanguage();
  const { text } = language;
  const { file, state, percent, failure } = upload;
  const name = file?.name ?? '';
  const isMoving = state === 'sending' && percent !== null;
  return (
    <>
      <p role="status" className="delivery">
        {state !== 'idle' && text(`files.${state}`, { name })}{' '}
        {state === 'waiting' && failure !== null && failureWords(failure, language)}
      </p>
      {isMoving && (
        <progress max={100} value={percent} aria-label={text('files.progress', { name })} />
      )}
    </>
  );
}
