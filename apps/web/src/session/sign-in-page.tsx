import { useState } from 'react';
import type { FormEvent } from 'react';

import { RequestFailure } from '../http/request-failure';
import type { FailureFacts } from '../http/request-failure';
import { useLanguage } from '../language/language-context';
import { FailureNote } from '../page/failure-note';
import { PageHeading } from '../page/page-heading';
import { useSession } from './session-context';

/** Where claimants say who they are; the place that they wanted to see comes next. */
export function SignInPage({ phone }: { readonly phone: string | null }) {
  const { text } = useLanguage();
  const { signedOutBy } = useSession();
  const { fields, setFields, failure, isRunning, submit } = useSignIn();
  return (
    <>
      <PageHeading title={text('sign_in.title')} />
      {signedOutBy !== null && <p role="status">{text(`sign_in.${signedOutBy}`)}</p>}
      <form className="panel fields" onSubmit={submit}>
        <label>
          {text('sign_in.username')}
          <input
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={200}
            required
            value={fields.username}
            onChange={({ target }) => setFields({ ...fields, username: target.value })}
          />
        </label>
        <label>
          {text('sign_in.password')}
          <input
            name="password"
            type="password"
            autoComplete="current-password"
            maxLength={200}
            required
            value={fields.password}
            onChange={({ target }) => setFields({ ...fields, password: target.value })}
          />
        </label>
        <FailureNote title={text('sign_in.failure')} facts={failure} phone={phone} />
        <button type="submit" className="primary" aria-disabled={isRunning}>
          {text(isRunning ? 'sign_in.running' : 'sign_in.do')}
        </button>
      </form>
      <p>{text('sign_in.lasts')}</p>
      <p>{text('sign_in.without')}</p>
    </>
  );
}

interface SignIn {
  readonly fields: { readonly username: string; readonly password: string };
  readonly setFields: (fields: SignIn['fields']) => void;
  readonly failure: FailureFacts | null;
  readonly isRunning: boolean;
  readonly submit: (event: FormEvent) => void;
}

function useSignIn(): SignIn {
  const { lastUsername, signIn } = useSession();
  const [fields, setFields] = useState({ username: lastUsername, password: '' });
  const [failure, setFailure] = useState<FailureFacts | null>(null);
  const [isRunning, setRunning] = useState(false);
  const attempt = async (): Promise<void> => {
    setRunning(true);
    // An error that stays while the next attempt runs would not be read aloud again.
    setFailure(null);
    try {
      await signIn(fields.username.trim(), fields.password);
    } catch (error) {
      setFailure((error instanceof RequestFailure ? error : RequestFailure.unreachable()).facts);
      setRunning(false);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isRunning) void attempt();
  };
  return { fields, setFields, failure, isRunning, submit };
}
