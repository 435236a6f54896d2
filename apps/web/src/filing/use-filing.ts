import { useEffect, useState, useSyncExternalStore } from 'react';

import { useRetry } from '../draft/use-retry';
import { draftName } from '../draft/draft-name';
import { forget, recall, remember } from '../page/browser-memory';
import { useSession } from '../session/session-context';
import { DraftKeeper } from './draft-keeper';
import type { DraftState } from './draft-keeper';
import type { FilingDraft } from './filing-draft';

/** So long after the last key stroke what was typed goes to the service. */
const PAUSE_MS = 1_000;

/** A draft that is being written, and what can be done with it. */
export interface Filing {
  readonly state: DraftState;
  readonly keeper: DraftKeeper;
}

/**
 * Keeps a draft for as long as its pages are open, saves it by itself, and looks whether another
 * tab has written into it when somebody comes back to this one.
 */
export function useFiling(draft: FilingDraft): Filing {
  const { client, username } = useSession();
  const [keeper] = useState(() => {
    const name = draftName(username ?? '', draft.id, 'filing');
    return new DraftKeeper({ client, memory: { recall, remember, forget }, name }, draft);
  });
  const state = useSyncExternalStore(keeper.subscribe, () => keeper.state);
  const { content, saving, failure } = state;
  useEffect(() => {
    if (saving !== 'unsaved') return undefined;
    const timer = setTimeout(() => void keeper.save(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [keeper, content, saving]);
  useEffect(() => {
    const look = (): void => {
      // What cannot be asked for now is asked for with the next thing that is saved.
      if (!document.hidden) void keeper.refresh().catch(() => undefined);
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [keeper]);
  useRetry(saving === 'waiting' ? failure : null, keeper.save);
  return { state, keeper };
}
