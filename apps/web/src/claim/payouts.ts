import { readPage } from '../http/read-list';
import { isRecord } from '../http/request-failure';
import type { TextKey } from '../language/texts-en';
import type { MoneyJson } from '../money/format-money';
import { isMoney } from '../money/read-money';
import { readTimeOrNull } from '../time/read-time';

/** One payment to the claimant, and how far it is. */
export interface ClaimPayout {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly statusReason: string | null;
  readonly money: MoneyJson;
  /** The last characters of the account; null: back the way the payment came. */
  readonly accountEnding: string | null;
  readonly settledAt: Date | null;
}

/** Reads `GET /v1/payouts`; null if a part is not what it should be. */
export function readPayouts(body: unknown): readonly ClaimPayout[] | null {
  return readPage(body, readPayout)?.items ?? null;
}

function readPayout(value: unknown): ClaimPayout | null {
  if (!isRecord(value)) return null;
  const { id, kind, status, statusReason, money, payee } = value;
  const settledAt = readTimeOrNull(value.settledAt);
  if (typeof id !== 'string' || typeof kind !== 'string' || typeof status !== 'string') return null;
  if (!isMoney(money) || !isRecord(payee) || settledAt === undefined) return null;
  return {
    id,
    kind,
    status,
    statusReason: typeof statusReason === 'string' ? statusReason : null,
    money,
    accountEnding: typeof payee.ending === 'string' ? payee.ending : null,
    settledAt,
  };
}

const STATUSES: Readonly<Record<string, TextKey>> = {
  created: 'payout.preparing',
  submitted: 'payout.on_its_way',
  pending: 'payout.on_its_way',
  unknown: 'payout.on_its_way',
  action_required: 'payout.looked_at',
  settled: 'payout.settled',
  failed: 'payout.failed',
  cancelled: 'payout.cancelled',
  returned: 'payout.returned',
};

/** How far a payment is, in words. One in a state that this page does not know has words too. */
export function payoutTextKey({
  status,
  statusReason,
}: Pick<ClaimPayout, 'status' | 'statusReason'>): TextKey {
  if (status === 'created' && statusReason === 'cooling_off') return 'payout.cooling_off';
  return Object.hasOwn(STATUSES, status) ? (STATUSES[status] ?? 'payout.other') : 'payout.other';
}
