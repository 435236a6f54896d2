import { readList, readPage } from '../http/read-list';
import { isBilingual, isRecord } from '../http/request-failure';
import type { Bilingual } from '../language/language';
import { readTime } from '../time/read-time';

/** What a claimant was asked for at one time, and by when. */
export interface InformationRequest {
  readonly id: string;
  /** What the reviewer wrote about it; null where the rules ask. */
  readonly text: string | null;
  readonly dueAt: Date;
  readonly tasks: readonly Task[];
}

/** One thing that was asked for. */
export interface Task {
  readonly requestId: string;
  readonly item: string;
  readonly label: Bilingual;
  readonly why: Bilingual;
  readonly state: 'open' | 'received' | 'cannot';
  /** Why the claimant cannot give it. */
  readonly reason: string | null;
}

/** Reads `GET /v1/claims/{id}/information-requests`; null if a part is not what it should be. */
export function readInformationRequests(body: unknown): readonly InformationRequest[] | null {
  return readPage(body, readInformationRequest)?.items ?? null;
}

/** Reads one request, as the answer to an answer is; null if a part is not what it should be. */
export function readInformationRequest(value: unknown): InformationRequest | null {
  if (!isRecord(value) || typeof value.id !== 'string') return null;
  const { id, text } = value;
  const dueAt = readTime(value.dueAt);
  const tasks = readList(value.items, (item) => readTask(item, id));
  if (dueAt === null || tasks === null) return null;
  return { id, text: typeof text === 'string' && text !== '' ? text : null, dueAt, tasks };
}

const STATES = ['open', 'received', 'cannot'] as const;

function readTask(value: unknown, requestId: string): Task | null {
  if (!isRecord(value)) return null;
  const { item, label, why, reason } = value;
  const state = STATES.find((one) => one === value.state);
  if (typeof item !== 'string' || state === undefined) return null;
  if (!isBilingual(label) || !isBilingual(why)) return null;
  const shown = typeof reason === 'string' ? reason : null;
  return { requestId, item, label, why, state, reason: shown };
}

/** The requests with something left to do, the most urgent first. */
export function openRequests(
  requests: readonly InformationRequest[],
): readonly InformationRequest[] {
  return requests
    .filter(({ tasks }) => tasks.some(({ state }) => state === 'open'))
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}
