import { isId } from '@app/kernel';

import { cursorUnreadable } from './callback-refusals';

/** A place in the list of calls, which goes by slots. */
export interface CallListPlace {
  readonly slotAt: Date;
  readonly id: string;
}

const WRITTEN = /^(\d{1,13})\.(cbk_[0-9a-z]{26})$/;

/** A place as the caller hands it back. */
export function writeCallListPlace({ slotAt, id }: CallListPlace): string {
  return `${String(slotAt.getTime())}.${id}`;
}

/** Reads a place that a caller hands back; `callback.cursor_unreadable` when it is none of ours. */
export function readCallListPlace(text: string): CallListPlace {
  const [, ms = '', id = ''] = WRITTEN.exec(text) ?? [];
  const slotAt = new Date(Number(ms));
  if (!isId(id, 'cbk') || Number.isNaN(slotAt.getTime())) throw cursorUnreadable();
  return { slotAt, id };
}
