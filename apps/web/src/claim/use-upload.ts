import { useCallback, useRef, useState } from 'react';

import { newRequestKey } from '../api/request-key';
import { useRetry } from '../draft/use-retry';
import { RequestFailure, isPassing, isRecord } from '../http/request-failure';
import type { FailureFacts } from '../http/request-failure';
import { useSession } from '../session/session-context';

interface Upload {
  readonly file: File | null;
  readonly state: 'idle' | 'sending' | 'waiting' | 'refused' | 'sent';
  readonly failure: FailureFacts | null;
  readonly choose: (file: File) => void;
  /** Sends the file that was chosen once more. */
  readonly send: () => void;
}

interface UploadWish {
  readonly claimId: string;
  /** For which item of the list the file is. */
  readonly item: string;
  readonly onSent: () => void;
}

type Standing = Pick<Upload, 'state' | 'failure'>;

const SENDING: Standing = { state: 'sending', failure: null };

/** Hands in one file, once under one key, and goes on trying while the network is gone. */
export function useUpload({ claimId, item, onSent }: UploadWish): Upload {
  const { client } = useSession();
  const [{ state, failure }, setStanding] = useState<Standing>({ state: 'idle', failure: null });
  const [file, setFile] = useState<File | null>(null);
  const chosen = useRef<{ readonly file: File; readonly key: string } | null>(null);
  const isRunning = useRef(false);

  const send = useCallback(async () => {
    if (isRunning.current || chosen.current === null) return;
    isRunning.current = true;
    setStanding((before) => (before.state === 'waiting' ? before : SENDING));
    const { key, ...content } = chosen.current;
    try {
      const wish = { path: { id: claimId }, key, form: { item, file: content.file } };
      await client.post('/v1/claims/{id}/evidence', wish, readEvidenceTaken);
      setStanding({ state: 'sent', failure: null });
      onSent();
    } catch (error) {
      const { facts } = error instanceof RequestFailure ? error : RequestFailure.unreachable();
      setStanding({ state: isPassing(facts) ? 'waiting' : 'refused', failure: facts });
    } finally {
      isRunning.current = false;
    }
  }, [client, claimId, item, onSent]);
  useRetry(state === 'waiting' ? failure : null, send);

  const choose = useCallback(
    (next: File) => {
      if (isRunning.current) return;
      chosen.current = { file: next, key: newRequestKey() };
      setFile(next);
      setStanding(SENDING);
      void send();
    },
    [send],
  );
  return { file, state, failure, choose, send: () => void send() };
}

function readEvidenceTaken(body: unknown): true | null {
  return isRecord(body) && typeof body.id === 'string' ? true : null;
}
