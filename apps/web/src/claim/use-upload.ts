import { useCallback, useRef, useState } from 'react';

import { newRequestKey } from '../api/request-key';
import { useRetry } from '../draft/use-retry';
import { RequestFailure, isPassing } from '../http/request-failure';
import type { FailureFacts } from '../http/request-failure';

/** A file that somebody chose, and where it is. */
export interface Upload {
  readonly file: File | null;
  readonly state: 'idle' | 'sending' | 'waiting' | 'refused' | 'sent';
  /** How much of the file is gone, in whole percent; null as long as nobody knows. */
  readonly percent: number | null;
  readonly failure: FailureFacts | null;
  readonly choose: (file: File) => void;
  /** Sends the file that was chosen once more. */
  readonly send: () => void;
}

/** A file on its way, and under which key it arrives once. */
export interface FileToSend {
  readonly file: File;
  readonly key: string;
  /** Tells how much of it is gone, from 0 to 1. */
  readonly onShare: (share: number) => void;
}

interface UploadWish {
  /** Hands the file to the service. Rejects with `RequestFailure`. */
  readonly deliver: (sending: FileToSend) => Promise<unknown>;
  readonly onSent: () => void;
}

type Standing = Pick<Upload, 'state' | 'failure'>;

const SENDING: Standing = { state: 'sending', failure: null };

/** Hands in one file, once under one key, and goes on trying while the network is gone. */
export function useUpload({ deliver, onSent }: UploadWish): Upload {
  const [{ state, failure }, setStanding] = useState<Standing>({ state: 'idle', failure: null });
  const [file, setFile] = useState<File | null>(null);
  const [percent, setPercent] = useState<number | null>(null);
  const chosen = useRef<{ readonly file: File; readonly key: string } | null>(null);
  const isRunning = useRef(false);

  const send = useCallback(async () => {
    if (isRunning.current || chosen.current === null) return;
    isRunning.current = true;
    setPercent(null);
    setStanding((before) => (before.state === 'waiting' ? before : SENDING));
    const onShare = (share: number): void => setPercent(Math.round(share * 100));
    try {
      await deliver({ ...chosen.current, onShare });
      setStanding({ state: 'sent', failure: null });
      onSent();
    } catch (error) {
      const { facts } = error instanceof RequestFailure ? error : RequestFailure.unreachable();
      setStanding({ state: isPassing(facts) ? 'waiting' : 'refused', failure: facts });
    } finally {
      isRunning.current = false;
    }
  }, [deliver, onSent]);
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
  return { file, state, percent, failure, choose, send: () => void send() };
}
