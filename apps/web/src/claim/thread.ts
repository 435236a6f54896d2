import { isListOf, readPage } from '../http/read-list';
import type { Page } from '../http/read-list';
import { isBilingual, isRecord } from '../http/request-failure';
import type { Bilingual } from '../language/language';
import { readTime } from '../time/read-time';

/** Something that was said on a claim, on whatever channel. */
export interface Message {
  readonly id: string;
  readonly at: Date;
  /** From the claimant, or from whoever wrote to us about the claim. */
  readonly isToUs: boolean;
  readonly channel: string;
  /** Who wrote it; null where nobody is named. */
  readonly authorName: string | null;
  /** As it was written, or a notice of ours in both languages. */
  readonly body: string | Bilingual;
  /** What a mail repeats of earlier ones. */
  readonly quoted: string | null;
  readonly isFromKnownSender: boolean;
  readonly fileNames: readonly string[];
  /** Files that came with it and were not taken, and why. */
  readonly refusedFiles: readonly RefusedFile[];
}

interface RefusedFile {
  readonly name: string;
  readonly text: Bilingual | null;
}

/**
 * Reads `GET /v1/claims/{id}/messages`, newest first. Events are left out: the timeline has them.
 * Null if a message is not what it should be.
 */
export function readThread(body: unknown): Page<Message> | null {
  const page = readPage(body, readEntry);
  if (page === null) return null;
  const items = page.items.filter((entry) => entry !== EVENT);
  return { items, next: page.next };
}

const EVENT = 'event';

function readEntry(value: unknown): Message | typeof EVENT | null {
  return isRecord(value) && value.type === EVENT ? EVENT : readMessage(value);
}

/** Reads one message; null if a part is not what it should be. */
export function readMessage(value: unknown): Message | null {
  if (!isRecord(value)) return null;
  const { id, channel, author, files, refusedFiles } = value;
  const at = readTime(value.at);
  const words = readWords(value);
  if (typeof id !== 'string' || typeof channel !== 'string') return null;
  if (at === null || words === null) return null;
  if (!isListOf(files, isNamed) || !isListOf(refusedFiles, isNamed)) return null;
  return {
    id,
    at,
    isToUs: value.direction === 'in',
    channel,
    authorName: readPerson(author),
    ...words,
    isFromKnownSender: value.trust !== 'unverified',
    fileNames: files.map(({ name }) => name),
    refusedFiles: refusedFiles.map(readRefusedFile),
  };
}

/** A notice has its words in both languages, unless something in it is blackened. */
function readWords({
  body,
  quoted,
  notice,
}: Record<string, unknown>): Pick<Message, 'body' | 'quoted'> | null {
  if (isRecord(notice) && isBilingual(notice.texts)) return { body: notice.texts, quoted: null };
  if (typeof body !== 'string') return null;
  return { body, quoted: typeof quoted === 'string' && quoted !== '' ? quoted : null };
}

/** What we send by ourselves has no person behind it, though it carries the name of the service. */
function readPerson(author: unknown): string | null {
  if (!isRecord(author) || author.role === 'system') return null;
  return typeof author.name === 'string' ? author.name : null;
}

function isNamed(value: unknown): value is { readonly name: string } {
  return isRecord(value) && typeof value.name === 'string';
}

function readRefusedFile(file: { readonly name: string; readonly text?: unknown }): RefusedFile {
  return { name: file.name, text: isBilingual(file.text) ? file.text : null };
}

/** How many of the messages to the claimant in `now` were not there in `before`. */
export function countNew(before: readonly Message[], now: readonly Message[]): number {
  const known = new Set(before.map(({ id }) => id));
  return now.filter(({ id, isToUs }) => !isToUs && !known.has(id)).length;
}

/** The newest page and the older ones that were asked for, each message once. */
export function joined(newest: readonly Message[], older: readonly Message[]): readonly Message[] {
  const known = new Set(newest.map(({ id }) => id));
  return [...newest, ...older.filter(({ id }) => !known.has(id))];
}
