import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

import { fullView } from './bill-views';
import type { WechatBillEntry, WechatBook } from './wechat-book';
import type { WechatSignature } from './wechat-signature';

const RETRY_DELAYS_MS = [0, 200, 1_000, 5_000, 15_000, 60_000];
const POST_TIMEOUT_MS = 5_000;

/** Tells merchants of finished transfers, signed and encrypted, until one try is received. */
export class WechatNotices {
  private readonly closing = new AbortController();
  private readonly deliveries = new Set<Promise<void>>();

  constructor(
    private readonly book: WechatBook,
    private readonly signature: WechatSignature,
    private readonly now: () => Date,
  ) {
    // Every delivery under way listens, however many there are.
    setMaxListeners(0, this.closing.signal);
  }

  /** Starts a delivery; the caller does not wait for it. */
  tell(bill: WechatBillEntry): void {
    if (bill.notifyUrl === null) return;
    const delivery = this.deliver(bill, bill.notifyUrl)
      // Closed in between: the notice stays owed in the book.
      .catch(() => undefined)
      .finally(() => this.deliveries.delete(delivery));
    this.deliveries.add(delivery);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.deliveries);
  }

  private async deliver(bill: WechatBillEntry, url: string): Promise<void> {
    const id = randomUUID();
    for (const delayMs of RETRY_DELAYS_MS) {
      await wait(delayMs, undefined, { signal: this.closing.signal });
      if (!(await this.post(bill, { id, url }))) continue;
      await this.book.record({ event: 'notified', billNo: bill.billNo });
      return;
    }
  }

  private async post(
    bill: WechatBillEntry,
    { id, url }: { readonly id: string; readonly url: string },
  ): Promise<boolean> {
    const body = JSON.stringify({
      id,
      create_time: this.now().toISOString(),
      resource_type: 'encrypt-resource',
      event_type: 'MCHTRANSFER.BILL.FINISHED',
      summary: '商家转账单据终态通知',
      resource: this.signature.sealed(fullView(bill)),
    });
    const signed = this.signature.headersFor(body, this.now().getTime());
    const timeout = AbortSignal.timeout(POST_TIMEOUT_MS);
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', connection: 'close', ...signed },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([timeout, this.closing.signal]),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }
}
