import type { Bilingual } from '@app/kernel';
import type { PayoutRail, RailAnswer, RailNotice, RailOrder } from '@app/payouts';

import type { CarriedOrder, RailHeaders } from '../../../libs/payouts/src/rails/payout-rail';
import type { Dice } from '../dice';
import type { Faults } from './faults';
import type { Later, RailBook } from './rail-book';

/** Shorter than the lease together: no live caller is overtaken while it waits. */
const TIMEOUT_MS = 12_000;
const DELAY_MAX_MS = 2_000;

/** What is between a worker and a rail. */
export interface Way {
  readonly dice: Dice;
  readonly faults: Faults;
  readonly nowMs: number;
  later(later: Later): void;
  /** What the body of a notice says. */
  noticeOf(body: string): RailNotice;
}

/** Who calls: time passes for them, and their process may die meanwhile. */
export interface Caller {
  pass(ms: number): Promise<void>;
  /** May stop its process for long, with the answer unread. */
  stall(): Promise<void> | undefined;
}

/** A rail behind a network that loses, delays and doubles what it carries. */
export class NetworkedRail implements PayoutRail {
  constructor(
    private readonly book: RailBook,
    private readonly way: Way,
    private readonly caller: Caller,
  ) {}

  get name(): string {
    return this.book.terms.name;
  }

  get keyLifetimeMs(): number {
    return this.book.terms.keyLifetimeMs;
  }

  get settlementWindowMs(): number {
    return this.book.terms.settlementWindowMs;
  }

  refusal({ payee }: CarriedOrder): Bilingual | null {
    const way = payee.route === 'original' ? payee.paymentSource : payee.account.split('/')[0];
    const isOurs = way === this.name;
    return isOurs ? null : { en: 'It came another way.', 'zh-CN': '并非由本通道付款' };
  }

  async send(order: RailOrder): Promise<RailAnswer> {
    const { dice, faults } = this.way;
    if (dice.chance(faults.notReached)) return unknown('not_reached');
    await this.caller.pass(dice.between(0, DELAY_MAX_MS));
    if (dice.chance(faults.throttled)) return unknown('retry_later');
    if (dice.chance(faults.requestLost)) return this.timeOut();
    if (dice.chance(faults.requestLate)) {
      this.arriveLater(order);
      return this.timeOut();
    }
    const answer = this.book.receive(order, this.way.nowMs);
    if (dice.chance(faults.requestTwice)) this.arriveLater(order);
    return this.heard(answer);
  }

  async query(order: RailOrder): Promise<RailAnswer> {
    const { dice, faults } = this.way;
    if (dice.chance(faults.throttled)) return unknown('not_answered');
    await this.caller.pass(dice.between(0, DELAY_MAX_MS));
    if (dice.chance(faults.requestLost)) return this.timeOut();
    return this.heard(this.book.query(order.key, this.way.nowMs));
  }

  /** Signatures are for the tests of the adapters: here a notice is what it says. */
  verifyWebhook(_headers: RailHeaders, rawBody: Buffer): RailNotice {
    return this.way.noticeOf(rawBody.toString());
  }

  private arriveLater(order: RailOrder): void {
    const { dice, nowMs } = this.way;
    const atMs = nowMs + dice.between(1, this.settlementWindowMs);
    this.way.later({ atMs, run: () => void this.book.receive(order, atMs) });
  }

  private async heard(answer: RailAnswer): Promise<RailAnswer> {
    const { dice, faults } = this.way;
    await this.caller.pass(dice.between(0, DELAY_MAX_MS));
    await this.caller.stall();
    if (!dice.chance(faults.answerLost)) return answer;
    if (dice.chance(0.5))
      return unknown(dice.pick(['connection_lost', 'server_error', 'not_json']));
    return this.timeOut();
  }

  private async timeOut(): Promise<RailAnswer> {
    await this.caller.pass(TIMEOUT_MS);
    return unknown('timeout');
  }
}

function unknown(
  reason: Extract<RailAnswer, { outcome: 'unknown' }>['reason'],
): Extract<RailAnswer, { outcome: 'unknown' }> {
  return { outcome: 'unknown', reason, seen: '' };
}
