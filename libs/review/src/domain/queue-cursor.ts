import { DomainError } from '@app/kernel';

import { QUEUE_VIEWS } from './queue-view';
import type { QueueView } from './queue-view';

/** A place in the order of the queue, as the database writes it: no digit of a time is lost. */
export interface QueuePlace {
  /** Below zero comes first; null in a list that does not go by it. */
  readonly rank: number | null;
  /** `infinity` while no promise is broken. */
  readonly brokenSince: string;
  readonly dueAt: string;
  readonly id: string;
}

/** Which list somebody reads. */
export interface QueueList {
  readonly view: QueueView;
  /** Whose claims only; null for everybody's. */
  readonly ownerId: string | null;
}

/** How far somebody has come in a list. */
export interface QueueCursor extends QueueList {
  /** When its first page was read: what has moved since is news, and on no later page. */
  readonly asOf: Date;
  readonly after: QueuePlace;
}

const TIME = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+00`;
const CURSOR = new RegExp(
  [
    '^1',
    '(?<view>[a-z_]+)',
    '(?<owner>(?:usr_[0-9a-z]{26})?)',
    String.raw`(?<asOf>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)`,
    String.raw`(?<rank>(?:-?\d)?)`,
    `(?<brokenSince>infinity|${TIME})`,
    `(?<dueAt>${TIME})`,
    '(?<id>clm_[0-9a-z]{26})$',
  ].join(String.raw`\|`),
);

type CursorParts = Readonly<
  Record<'view' | 'owner' | 'asOf' | 'rank' | 'brokenSince' | 'dueAt' | 'id', string>
>;

/** A cursor as the caller hands it back: opaque, because its form may change. */
export function writeQueueCursor({ view, ownerId, asOf, after }: QueueCursor): string {
  const { rank, brokenSince, dueAt, id } = after;
  const parts = ['1', view, ownerId ?? '', asOf.toISOString(), String(rank ?? '')];
  return Buffer.from([...parts, brokenSince, dueAt, id].join('|')).toString('base64url');
}

/**
 * Reads a cursor that a caller hands back for a list. `queue.cursor_unreadable` when it is none of
 * ours, `queue.cursor_of_other_list` when it belongs to another list, or to a list of somebody for
 * whom it goes by other rules (`isRanked`).
 */
export function readQueueCursor(
  text: string,
  list: QueueList & { readonly isRanked: boolean },
): QueueCursor {
  const cursor = cursorOf(Buffer.from(text, 'base64url').toString('latin1'));
  if (cursor === null) throw unreadable();
  const isRanked = cursor.after.rank !== null;
  if (cursor.view === list.view && cursor.ownerId === list.ownerId && isRanked === list.isRanked) {
    return cursor;
  }
  throw ofOtherList(cursor.view, list.view);
}

function cursorOf(written: string): QueueCursor | null {
  const parts = CURSOR.exec(written)?.groups as CursorParts | undefined;
  if (parts === undefined) return null;
  const { view, owner, asOf, rank, brokenSince, dueAt, id } = parts;
  const times = [asOf, dueAt, ...(brokenSince === 'infinity' ? [] : [brokenSince])];
  if (!isView(view) || !times.every(isInstant)) return null;
  return {
    view,
    ownerId: owner === '' ? null : owner,
    asOf: new Date(asOf),
    after: { rank: rank === '' ? null : Number(rank), brokenSince, dueAt, id },
  };
}

function isView(text: string): text is QueueView {
  return (QUEUE_VIEWS as readonly string[]).includes(text);
}

/** Whether there is such a time: 30 February is none. */
function isInstant(text: string): boolean {
  const seconds = text.slice(0, 'YYYY-MM-DD hh:mm:ss'.length).replace(' ', 'T');
  const instant = new Date(`${seconds}Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(seconds);
}

function unreadable(): DomainError {
  return new DomainError(
    'unprocessable',
    'queue.cursor_unreadable',
    {
      en: 'This is not the "next" of a page of this list. Begin without "after", and hand back "next" as it was given.',
      'zh-CN': '这不是本列表返回的 next。请不带 after 重新读取，并原样填写返回的 next。',
    },
    { field: 'after' },
  );
}

function ofOtherList(saw: QueueView, wanted: QueueView): DomainError {
  return new DomainError(
    'unprocessable',
    'queue.cursor_of_other_list',
    {
      en: `This place is in another list ("${saw}", or of somebody else). Begin the list "${wanted}" without "after".`,
      'zh-CN': `该位置属于另一列表（${saw}，或他人的列表）。请不带 after 重新读取列表 ${wanted}。`,
    },
    { field: 'after', saw },
  );
}
