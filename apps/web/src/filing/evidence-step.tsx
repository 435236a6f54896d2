import { useCallback, useId, useState } from 'react';

import type { FileToSend } from '../claim/use-upload';
import { FileField } from '../claim/file-field';
import { isUnsent, readDraft, retyped, textOfDraft } from '../draft/draft';
import { draftName } from '../draft/draft-name';
import { RequestFailure, isRecord } from '../http/request-failure';
import type { FailureFacts } from '../http/request-failure';
import { formSender } from '../http/send-form';
import { useLanguage } from '../language/language-context';
import { recall, remember } from '../page/browser-memory';
import { FailureNote } from '../page/failure-note';
import { PlaceLink } from '../portal/place-link';
import { useSession } from '../session/session-context';
import type { DraftFile, ExpectedItem } from './filing-draft';
import { StepForm } from './step-form';
import type { StepProps } from './step-form';
import { FieldProblems } from './text-field';

/** The whole list of what the guarantee asks for, at once and before anything is filed. */
export function EvidenceStep(props: StepProps) {
  const { text } = useLanguage();
  const { filing, place } = props;
  const { evidence } = filing.state.server;
  const groups = [
    ['filing.evidence.needed', evidence.filter(({ isRequired }) => isRequired)],
    ['filing.evidence.helps', evidence.filter(({ isRequired }) => !isRequired)],
  ] as const;
  return (
    <StepForm {...props} step="evidence">
      {(problems) => (
        <>
          <p className="intro">{text('filing.evidence.hint')}</p>
          <FieldProblems field="files" problems={problems} />
          {evidence.length === 0 && (
            <p>
              {text('filing.evidence.unknown')}{' '}
              <PlaceLink to={{ ...place, step: 'happened', isChange: false }}>
                {text('filing.happened.title')}
              </PlaceLink>
            </p>
          )}
          {groups.map(
            ([title, items]) =>
              items.length > 0 && (
                <section key={title}>
                  <h2>{text(title)}</h2>
                  <ul className="tasks">
                    {items.map((item) => (
                      <Expected key={item.item} {...props} expected={item} />
                    ))}
                  </ul>
                </section>
              ),
          )}
        </>
      )}
    </StepForm>
  );
}

interface ExpectedProps extends StepProps {
  readonly expected: ExpectedItem;
}

function Expected({ filing, phone, expected }: ExpectedProps) {
  const { language, text } = useLanguage();
  const { client } = useSession();
  const { keeper, state } = filing;
  const { id } = state.server;
  const { item, label, why, isRequired, files } = expected;
  const deliver = useCallback(
    ({ file, key, onShare }: FileToSend) => {
      const wish = { path: { id }, key, form: { item, file } };
      return client.upload('/v1/claim-drafts/{id}/files', wish, readFileTaken, formSender(onShare));
    },
    [client, id, item],
  );
  const onSent = useCallback(() => void keeper.refresh().catch(() => undefined), [keeper]);
  const received = files.length > 0;
  return (
    <li className="panel">
      <h3>
        {label[language]} {received && <span className="tag">{text('evidence.received')}</span>}
      </h3>
      <p>{why[language]}</p>
      {received && (
        <ul className="handed-in">
          {files.map((file) => (
            <HandedIn key={file.sha256} filing={filing} file={file} phone={phone} />
          ))}
        </ul>
      )}
      <FileField thing={label[language]} deliver={deliver} phone={phone} onSent={onSent} />
      {isRequired && !received && <Cannot draftId={id} item={item} thing={label[language]} />}
    </li>
  );
}

function readFileTaken(body: unknown): true | null {
  return isRecord(body) && typeof body.sha256 === 'string' ? true : null;
}

interface HandedInProps extends Pick<StepProps, 'filing' | 'phone'> {
  readonly file: DraftFile;
}

function HandedIn({ filing, file, phone }: HandedInProps) {
  const { text } = useLanguage();
  const { client } = useSession();
  const [failure, setFailure] = useState<FailureFacts | null>(null);
  const { item, sha256, fileName } = file;
  const remove = async (): Promise<void> => {
    setFailure(null);
    const path = { id: filing.state.server.id, item, sha256 };
    try {
      await client.delete('/v1/claim-drafts/{id}/files/{item}/{sha256}', { path });
      await filing.keeper.refresh();
    } catch (error) {
      setFailure((error instanceof RequestFailure ? error : RequestFailure.unreachable()).facts);
    }
  };
  return (
    <li>
      <span className="file-name">{fileName}</span>{' '}
      <button type="button" onClick={() => void remove()}>
        {text('filing.evidence.remove')} <span className="hidden">{fileName}</span>
      </button>
      <FailureNote
        title={text('filing.evidence.not_removed', { name: fileName })}
        facts={failure}
        phone={phone}
      />
    </li>
  );
}

interface CannotProps {
  readonly draftId: string;
  readonly item: string;
  readonly thing: string;
}

/** The reason why something cannot be sent. It is kept here, and answers us when we ask for it. */
function Cannot({ draftId, item, thing }: CannotProps) {
  const { text } = useLanguage();
  const { username } = useSession();
  const name = draftName(username ?? '', draftId, `cannot.${item}`);
  const [reason, setReason] = useState(() => readDraft(recall(name)));
  const [isOpen, setOpen] = useState(() => isUnsent(reason));
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
      <div id={id} className="fields">
        {isOpen && (
          <label>
            {text('tasks.cannot_why', { thing })}
            <textarea
              rows={3}
              maxLength={1_000}
              value={reason.text}
              onChange={({ target }) => {
                const next = retyped(reason, target.value);
                setReason(next);
                remember(name, textOfDraft(next));
              }}
            />
          </label>
        )}
        {isOpen && <p className="intro">{text('filing.evidence.cannot_what')}</p>}
      </div>
    </>
  );
}
