import { useCallback, useRef, useState } from 'react';

import { newRequestKey } from '../api/request-key';
import { RequestFailure, isPassing } from '../http/request-failure';
import type { FailureFacts } from '../http/request-failure';
import { forget, recall, remember } from '../page/browser-memory';
import { EMPTY_DRAFT, attempted, isUnsent, readDraft, retyped, textOfDraft } from './draft';
import type { Draft } from './draft';
import { useRetry } from './use-retry';

/** `waiting`: it did not get through, and is sent again by itself. */
export type DeliveryState = 'writing' | 'sending' | 'waiting' | 'refused' | 'delivered';

/** Something written that is on its way to the service. */
export interface Delivery {
  readonly text: string;
  readonly state: DeliveryState;
  /** Why it did not get through. */
  readonly failure: FailureFacts | null;
  /** Whether this browser has kept what was typed. */
  readonly isKept: boolean;
  readonly type: (text: string) => void;
  readonly send: () => void;
}

export interface Letter {
  /** Under which name the browser keeps it: one per account, claim and purpose. */
  readonly name: string;
  /** Hands it to the service, once under one key. Rejects with `RequestFailure`. */
  readonly deliver: (text: string, key: string) => Promise<void>;
  /** It may be sent without a word, as a reason that nobody has to give. */
  readonly mayBeEmpty?: boolean;
}

/**
 * Keeps what is typed in the browser until the service has it, and goes on trying while the network
 * is gone. After a reload it waits for a hand: who comes back may want to change it.
 */
export function useDelivery({ name, deliver, mayBeEmpty = false }: Letter): Delivery {
  const [draft, setDraft] = useState(() => readDraft(recall(name)));
  const [isKept, setKept] = useState(true);
  const [{ state, failure }, setStanding] = useState<Standing>(WRITING);
  const latest = useRef(draft);
  const isRunning = useRef(false);

  const keep = useCallback(
    (next: Draft) => {
      latest.current = next;
      setDraft(next);
      setKept(remember(name, textOfDraft(next)));
    },
    [name],
  );
  const clear = useCallback(() => {
    latest.current = EMPTY_DRAFT;
    setDraft(EMPTY_DRAFT);
    forget(name);
  }, [name]);

  const send = useCallback(async () => {
    const isReady = mayBeEmpty || isUnsent(latest.current);
    if (isRunning.current || !isReady) return;
    isRunning.current = true;
    // A screen reader reads each change aloud: what is tried again by itself is none.
    setStanding((before) => (before.state === 'waiting' ? before : SENDING));
    const sent = attempted(latest.current, newRequestKey);
    keep(sent);
    try {
      await deliver(sent.attempt.text, sent.attempt.key);
      // What was typed meanwhile is the next message.
      if (latest.current.text === sent.text) clear();
      setStanding({ state: 'delivered', failure: null });
    } catch (error) {
      const { facts } = error instanceof RequestFailure ? error : RequestFailure.unreachable();
      setStanding({ state: isPassing(facts) ? 'waiting' : 'refused', failure: facts });
    } finally {
      isRunning.current = false;
    }
  }, [deliver, keep, clear, mayBeEmpty]);
  useRetry(state === 'waiting' ? failure : null, send);

  const type = useCallback(
    (text: string) => {
      keep(retyped(latest.current, text));
      setStanding((before) => (before.state === 'sending' ? before : WRITING));
    },
    [keep],
  );
  return { text: draft.text, state, failure, isKept, type, send: () => void send() };
}

interface Standing {
  readonly state: DeliveryState;
  readonly failure: FailureFacts | null;
}

const WRITING: Standing = { state: 'writing', failure: null };
const SENDING: Standing = { state: 'sending', failure: null };
