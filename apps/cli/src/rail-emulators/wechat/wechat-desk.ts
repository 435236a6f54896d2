import { randomInt } from 'node:crypto';

import { FINAL } from './wechat-book';
import type { WechatBillEntry, WechatBook, WechatOrder, WechatState } from './wechat-book';
import { RailError } from '../../simulated-rail/rail-error';
import type { ActiveFaults } from './wechat-fault';

/** What a bill may become on its way, and why. */
interface Change {
  readonly state: WechatState;
  readonly failReason?: string;
}

interface DeskSettings {
  readonly now: () => Date;
  /** The verified names of WeChat's users by openid; nobody's name is compared without one. */
  readonly names: ReadonlyMap<string, string>;
  /** Told of every bill that is finished. */
  readonly finished: (bill: WechatBillEntry) => void;
}

/** Takes orders, each number once, and lets "users" confirm them or let them lapse. */
export class WechatDesk {
  constructor(
    private readonly book: WechatBook,
    private readonly settings: DeskSettings,
  ) {}

  /**
   * Makes a bill, or finds the one that there is. Resolves when the answer would survive a crash.
   * Throws RailError: the same number with other content, or too little money.
   */
  async accept(order: WechatOrder, faults: ActiveFaults): Promise<WechatBillEntry> {
    const known = this.book.find(order.mchid, order.outBillNo);
    if (known !== undefined) return this.acceptAgain(known, order);
    const isPayable = this.book.balanceFen(order.mchid) >= BigInt(order.amountFen);
    if (!isPayable || faults.has('not_enough')) {
      throw new RailError(403, 'NOT_ENOUGH', 'The balance is too low; send this order again.');
    }
    const at = this.settings.now().toISOString();
    const bill = {
      ...order,
      ...{ billNo: billNo(), state: 'ACCEPTED' as const, failReason: null },
      ...{ createdAt: at, changedAt: at },
    };
    return this.change(bill, this.first(order, faults));
  }

  /** The payee opens WeChat and takes the money. */
  confirm(mchid: string, outBillNo: string): Promise<WechatBillEntry> {
    return this.end(mchid, outBillNo, { state: 'SUCCESS' });
  }

  /** A day passes, and the payee has not. */
  lapse(mchid: string, outBillNo: string): Promise<WechatBillEntry> {
    return this.end(mchid, outBillNo, { state: 'FAIL', failReason: 'OVERDUE_CLOSE' });
  }

  /** The merchant takes the order back before it is confirmed. */
  cancel(mchid: string, outBillNo: string): Promise<WechatBillEntry> {
    return this.end(mchid, outBillNo, { state: 'CANCELLED' });
  }

  /** Pays a compensation that was accepted, in its own time. */
  async settle(bill: WechatBillEntry): Promise<void> {
    if (bill.kind === 'compensate' && bill.state === 'ACCEPTED') {
      await this.change(bill, { state: 'SUCCESS' });
    }
  }

  private async acceptAgain(known: WechatBillEntry, order: WechatOrder): Promise<WechatBillEntry> {
    if (contentOf(known) !== contentOf(order)) {
      throw new RailError(400, 'INVALID_REQUEST', 'This out_bill_no has other parameters.');
    }
    return known.state === 'PROCESSING'
      ? this.change(known, { state: 'WAIT_USER_CONFIRM' })
      : known;
  }

  private first(order: WechatOrder, faults: ActiveFaults): Change {
    const isCompensation = order.kind === 'compensate';
    const failure = faults.get('fail');
    if (failure !== undefined) {
      const failReason = failure.code ?? 'ACCOUNT_FROZEN';
      return isCompensation ? { state: 'CLOSED', failReason } : { state: 'FAIL', failReason };
    }
    const name = this.settings.names.get(order.payee);
    if (order.name !== null && name !== undefined && name !== order.name) {
      return { state: 'FAIL', failReason: 'NAME_NOT_CORRECT' };
    }
    if (faults.has('stuck')) return { state: 'PROCESSING' };
    return { state: isCompensation ? 'ACCEPTED' : 'WAIT_USER_CONFIRM' };
  }

  private end(mchid: string, outBillNo: string, change: Change): Promise<WechatBillEntry> {
    const bill = this.book.find(mchid, outBillNo);
    if (bill === undefined) throw new RailError(404, 'NOT_FOUND', 'There is no such bill.');
    if (bill.state !== 'WAIT_USER_CONFIRM') {
      throw new RailError(400, 'INVALID_REQUEST', `The bill is ${bill.state}.`);
    }
    return this.change(bill, change);
  }

  private async change(bill: WechatBillEntry, change: Change): Promise<WechatBillEntry> {
    const changedAt = this.settings.now().toISOString();
    const changed = { ...bill, failReason: null, ...change, changedAt };
    await this.book.record({ event: 'bill', bill: changed });
    if (FINAL.includes(changed.state)) this.settings.finished(changed);
    return changed;
  }
}

function contentOf({ kind, amountFen, payee, name }: WechatOrder): string {
  return JSON.stringify([kind, amountFen, payee, name]);
}

function billNo(): string {
  const digits = (): string => String(randomInt(10 ** 12)).padStart(12, '0');
  return `1330${digits()}${digits()}`;
}
