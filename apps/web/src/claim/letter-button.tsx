import { useState } from 'react';

import { RequestFailure } from '../http/request-failure';
import type { FailureFacts } from '../http/request-failure';
import { useLanguage } from '../language/language-context';
import { FailureNote } from '../page/failure-note';
import { useSession } from '../session/session-context';

interface LetterButtonProps {
  readonly reference: string;
  readonly decisionId: string;
  readonly phone: string | null;
}

/** The letter with the decision and its reasons, to keep. */
export function LetterButton({ reference, decisionId, phone }: LetterButtonProps) {
  const { language, text } = useLanguage();
  const { client } = useSession();
  const [failure, setFailure] = useState<FailureFacts | null>(null);
  const [isRunning, setRunning] = useState(false);
  const save = async (): Promise<void> => {
    setRunning(true);
    setFailure(null);
    try {
      const query = { format: 'pdf', locale: language } as const;
      const wish = { path: { id: decisionId }, query };
      const letter = await client.download('/v1/decisions/{id}/letter', wish, 'application/pdf');
      saveAs(letter, `${reference}.${language}.pdf`);
    } catch (error) {
      setFailure((error instanceof RequestFailure ? error : RequestFailure.unreachable()).facts);
    } finally {
      setRunning(false);
    }
  };
  return (
    <>
      <p className="letter">
        <button type="button" aria-disabled={isRunning} onClick={() => !isRunning && void save()}>
          {text(isRunning ? 'page.loading' : 'letter.save')}
        </button>
      </p>
      <FailureNote title={text('letter.failure')} facts={failure} phone={phone} />
    </>
  );
}

/** A link would not carry the token, so that the file is fetched and then handed to the browser. */
function saveAs(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Browsers take the file a moment after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
