import { newRequestKey } from '../api/request-key';
import type { ServiceClient } from '../api/service-client';
import { attempted, isUnsent, readDraft, textOfDraft } from '../draft/draft';
import { draftName } from '../draft/draft-name';
import { openRequests, readInformationRequest } from '../claim/information-request';
import type { InformationRequest } from '../claim/information-request';
import type { WordMemory } from './draft-keeper';

/** Whose reasons, and about which draft or claim. */
export interface ReasonOwner {
  readonly username: string;
  readonly aboutId: string;
}

/**
 * Hands the reasons why something cannot be sent, which were given while a claim was written, on to
 * the claim that the draft became. They wait in this browser until they are asked for.
 */
export function carryReasons(
  memory: WordMemory,
  { username, aboutId: draftId }: ReasonOwner,
  become: { readonly claimId: string; readonly items: readonly string[] },
): void {
  for (const item of become.items) {
    const before = draftName(username, draftId, `cannot.${item}`);
    const reason = readDraft(memory.recall(before));
    if (isUnsent(reason)) {
      const after = draftName(username, become.claimId, `said.${item}`);
      memory.remember(after, textOfDraft(reason));
    }
    memory.forget(before);
  }
}

/**
 * Answers what is asked for with the reasons that were given before, each once. Says whether there
 * was anything to answer. Rejects with `RequestFailure`; what was not sent stays.
 */
export async function answerFromBefore(
  { client, memory }: { readonly client: ServiceClient; readonly memory: WordMemory },
  { username, aboutId: claimId }: ReasonOwner,
  requests: readonly InformationRequest[],
): Promise<boolean> {
  let hasAnswered = false;
  const open = openRequests(requests).flatMap(({ tasks }) => tasks);
  for (const { requestId, item, state } of open) {
    const name = draftName(username, claimId, `said.${item}`);
    const reason = readDraft(memory.recall(name));
    if (!isUnsent(reason)) continue;
    if (state === 'open') {
      const { attempt, ...rest } = attempted(reason, newRequestKey);
      memory.remember(name, textOfDraft({ ...rest, attempt }));
      const body = { answers: [{ item, reason: attempt.text }] };
      const wish = { path: { id: claimId, requestId }, key: attempt.key, body };
      const path = '/v1/claims/{id}/information-requests/{requestId}/answers';
      await client.post(path, wish, readInformationRequest);
      hasAnswered = true;
    }
    memory.forget(name);
  }
  return hasAnswered;
}
