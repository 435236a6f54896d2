import { useEffect } from 'react';

import type { FollowedClaim } from '../claim/followed-claim';
import { forget, recall, remember } from '../page/browser-memory';
import { useSession } from '../session/session-context';
import { answerFromBefore } from './kept-reasons';

const MEMORY = { recall, remember, forget };

/** Answers what is asked for with the reasons that were given while the claim was written. */
export function useReasonsFromBefore(followed: FollowedClaim | null, onAnswered: () => void): void {
  const { client, username } = useSession();
  useEffect(() => {
    if (followed === null) return;
    const owner = { username: username ?? '', aboutId: followed.claim.id };
    answerFromBefore({ client, memory: MEMORY }, owner, followed.requests).then(
      (hasAnswered) => hasAnswered && onAnswered(),
      // They stay where they are, and are tried again with the next news of the claim.
      () => undefined,
    );
  }, [client, username, followed, onAnswered]);
}
