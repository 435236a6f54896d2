import type { RailNotice, RailNoticeType } from '../../../libs/payouts/src/rails/payout-rail';
import { echoOf } from './rail-book';
import type { Transfer } from './rail-book';

/** A notice of a rail on its way to us. */
export interface Notice {
  readonly rail: string;
  readonly says: RailNotice;
  atMs: number;
}

/** What a rail tells about a transfer. Told at another time it is another notice. */
export function noticeOf(transfer: Transfer, type: RailNoticeType, atMs: number): Notice {
  const [rail = ''] = transfer.id.split('-');
  const id = `${transfer.id}/${type}/${String(atMs)}`;
  return { rail, says: { id, type, sentAt: new Date(atMs), transfer: echoOf(transfer) }, atMs };
}
