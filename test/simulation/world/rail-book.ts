import type {
  RailAnswer,
  RailNoticeType,
  RailOrder,
  RailTransfer,
} from '../../../libs/payouts/src/rails/payout-rail';

import type { Dice } from '../dice';

export interface RailTerms {
  readonly name: string;
  readonly keyLifetimeMs: number;
  readonly settlementWindowMs: number;
  /** How likely it refuses a payout for good, and how likely one that settled comes back. */
  readonly fails: number;
  readonly returns: number;
}

/** A transfer in the book of a rail, which is never erased, whatever the rail answers later. */
export interface Transfer {
  readonly id: string;
  readonly order: RailOrder;
  readonly acceptedAtMs: number;
  /** From when on queries see it. */
  readonly appearsAtMs: number;
  /** From when on its rail cannot tell of it any more. */
  readonly forgottenAtMs: number;
  status: 'accepted' | 'settled' | 'failed' | 'returned';
  settledAtMs: number | null;
  returnedAtMs: number | null;
}

/** What a rail does by itself some time after it took an order. */
export interface Later {
  readonly atMs: number;
  readonly run: () => void;
}

const HOUR_MS = 3_600_000;
const NOT_LISTED = { en: 'The account is closed.', 'zh-CN': '账户已注销' };

/**
 * The rail itself: pays a key once while it remembers it, forgets it when its life is over, shows
 * a transfer some time after it took it, and may fail or return it.
 */
export class RailBook {
  readonly transfers: Transfer[] = [];
  /** From now on everything that it takes settles, and stays settled. */
  isKind = false;
  private readonly byKey = new Map<string, Transfer>();

  constructor(
    readonly terms: RailTerms,
    private readonly dice: Dice,
    private readonly world: {
      later(later: Later): void;
      /** The book changed; whoever watches over it looks. */
      booked(transfer: Transfer): void;
      tell(transfer: Transfer, type: RailNoticeType): void;
    },
  ) {}

  /** Takes a request that arrived. The same key again gives the transfer that stands. */
  receive(order: RailOrder, nowMs: number): RailAnswer {
    const known = this.remembered(order.key, nowMs);
    if (known !== undefined) return answerOf(known);
    const { settlementWindowMs, keyLifetimeMs } = this.terms;
    const transfer: Transfer = {
      id: `${this.terms.name}-${String(this.transfers.length)}`,
      order,
      acceptedAtMs: nowMs,
      appearsAtMs: nowMs + (this.dice.chance(0.5) ? 0 : this.dice.between(0, settlementWindowMs)),
      forgottenAtMs: nowMs + keyLifetimeMs,
      status: 'accepted',
      settledAtMs: null,
      returnedAtMs: null,
    };
    this.transfers.push(transfer);
    this.byKey.set(order.key, transfer);
    if (this.happens(this.terms.fails)) transfer.status = 'failed';
    else if (this.dice.chance(0.6)) this.settle(transfer, nowMs);
    else this.settleLater(transfer, nowMs);
    this.world.booked(transfer);
    return answerOf(transfer);
  }

  query(key: string, nowMs: number): RailAnswer {
    const transfer = this.remembered(key, nowMs);
    if (transfer === undefined || transfer.appearsAtMs > nowMs) return { outcome: 'not_found' };
    return answerOf(transfer);
  }

  private happens(probability: number): boolean {
    return !this.isKind && this.dice.chance(probability);
  }

  private remembered(key: string, nowMs: number): Transfer | undefined {
    const transfer = this.byKey.get(key);
    return transfer !== undefined && nowMs < transfer.forgottenAtMs ? transfer : undefined;
  }

  private settleLater(transfer: Transfer, nowMs: number): void {
    const atMs = nowMs + this.dice.between(1_000, this.dice.chance(0.9) ? 60_000 : HOUR_MS / 4);
    this.world.later({
      atMs,
      run: () => {
        if (this.happens(2 * this.terms.fails)) {
          transfer.status = 'failed';
          this.world.tell(transfer, 'transfer.failed');
        } else {
          this.settle(transfer, atMs);
        }
        this.world.booked(transfer);
      },
    });
  }

  private settle(transfer: Transfer, nowMs: number): void {
    transfer.status = 'settled';
    transfer.settledAtMs = nowMs;
    this.world.tell(transfer, 'transfer.settled');
    if (!this.happens(this.terms.returns)) return;
    const atMs = nowMs + this.dice.between(1_000, 4 * HOUR_MS);
    this.world.later({
      atMs,
      run: () => {
        transfer.status = 'returned';
        transfer.returnedAtMs = atMs;
        this.world.booked(transfer);
        this.world.tell(transfer, 'transfer.returned');
      },
    });
  }
}

/** A transfer in the words of the port; adapters have read and compared it by then. */
export function answerOf(transfer: Transfer): RailAnswer {
  const { id: transferId, settledAtMs, returnedAtMs } = transfer;
  const echo = echoOf(transfer);
  switch (transfer.status) {
    case 'accepted':
      return { outcome: 'pending', transferId, echo };
    case 'settled':
      return { outcome: 'confirmed', transferId, settledAt: new Date(settledAtMs ?? 0), echo };
    case 'failed':
      return { outcome: 'rejected', code: 'ACCOUNT_CLOSED', text: NOT_LISTED };
    case 'returned':
      return { outcome: 'returned', transferId, returnedAt: new Date(returnedAtMs ?? 0), echo };
  }
}

export function echoOf({ id, order, status }: Transfer): RailTransfer {
  const { key, reference, money } = order;
  return { transferId: id, key, reference, money: money.toJson(), payee: {}, status };
}
