import { readPage } from '../http/read-list';
import { isBilingual, isRecord } from '../http/request-failure';
import type { Bilingual } from '../language/language';
import { readTime } from '../time/read-time';

/** Something that happened with a claim. */
export interface TimelineEvent {
  readonly at: Date;
  readonly summary: Bilingual;
}

/** Reads `GET /v1/claims/{id}/timeline`, newest first; null if an event is none. */
export function readTimeline(body: unknown): readonly TimelineEvent[] | null {
  const page = readPage(body, readEvent);
  return page === null ? null : [...page.items].sort((a, b) => b.at.getTime() - a.at.getTime());
}

function readEvent(value: unknown): TimelineEvent | null {
  if (!isRecord(value)) return null;
  const { summary } = value;
  const at = readTime(value.at);
  return at !== null && isBilingual(summary) ? { at, summary } : null;
}
