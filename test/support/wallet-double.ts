import { Money } from '@app/money';
import type { PayoutRail, RailAnswer, RailNotice, RailOrder } from '@app/payouts';

type TakeBackAnswer = Awaited<ReturnType<NonNullable<PayoutRail['takeBack']>>>;

interface KeptTransfer {
  readonly order: RailOrder;
  /** What of it its owner has not spent. */
  left: bigint;
  /** What was taken back; null while nobody has asked. */
  taken: bigint | null;
}

/** A wallet service in memory: it pays a key once, and takes a transfer back once. */
export class WalletDouble implements PayoutRail {
  readonly name = 'wallet';
  readonly keyLifetimeMs = 7 * 86_400_000;
  readonly settlementWindowMs = 60_000;
  readonly transfers = new Map<string, KeptTransfer>();
  /** How often it was asked to give something back. */
  asked = 0;
  /** What happens instead, before or after it does what it is asked for. */
  refuses: string | null = null;
  silent: 'before' | 'after' | null = null;
  /** What its answer about something that it gave back meets before it arrives. */
  onItsWay: () => Promise<void> = () => Promise.resolve();

  constructor(private readonly now: () => Date) {}

  refusal(): null {
    return null;
  }

  send(order: RailOrder): Promise<RailAnswer> {
    if (this.refuses !== null) {
      const text = { en: this.refuses, 'zh-CN': this.refuses };
      return Promise.resolve({ outcome: 'rejected', code: this.refuses, text });
    }
    const known = this.transfers.get(order.key);
    if (known === undefined) {
      this.transfers.set(order.key, { order, left: order.money.amountMinor, taken: null });
    }
    return this.query(order);
  }

  query({ key }: RailOrder): Promise<RailAnswer> {
    const known = this.transfers.get(key);
    if (known === undefined) return Promise.resolve({ outcome: 'not_found' });
    const { order } = known;
    const transferId = `wlt_${key}`;
    const echo = {
      ...{ transferId, key, reference: order.reference, money: order.money.toJson() },
      ...{ payee: {}, status: 'settled', settledAt: this.now() },
    };
    return Promise.resolve({ outcome: 'confirmed', transferId, settledAt: this.now(), echo });
  }

  async takeBack(order: RailOrder, wanted: Money): Promise<TakeBackAnswer> {
    const answer = await this.givenBack(order, wanted);
    await this.onItsWay();
    return answer;
  }

  private givenBack({ key }: RailOrder, wanted: Money): Promise<TakeBackAnswer> {
    this.asked += 1;
    const silence = { outcome: 'unknown', reason: 'timeout', seen: '' } as const;
    if (this.silent === 'before') return Promise.resolve(silence);
    const known = this.transfers.get(key);
    if (known === undefined) return Promise.resolve(silence);
    if (known.taken === null) {
      known.taken = known.left < wanted.amountMinor ? known.left : wanted.amountMinor;
      known.left -= known.taken;
    }
    if (this.silent === 'after') return Promise.resolve(silence);
    const taken = Money.of(known.taken, wanted.currency);
    return Promise.resolve({ outcome: 'taken_back', taken, at: this.now() });
  }

  /** Its owner spends some of what was credited. */
  spend(payoutId: string, amountMinor: bigint): void {
    const known = this.transfers.get(payoutId.replace('_', ''));
    if (known === undefined) throw new Error(`Nothing was credited by ${payoutId}.`);
    known.left -= amountMinor;
  }

  verifyWebhook(): RailNotice {
    throw new Error('This wallet sends no notices.');
  }
}
