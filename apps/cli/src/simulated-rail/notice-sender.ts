import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

import { Webhook } from 'standardwebhooks';

import { viewOf } from './booked-transfer';
import type { OwedNotice, RailBook } from './rail-book';

/** Where the rail tells the house what became of its transfers. */
export interface WebhookTarget {
  readonly url: string;
  /** `whsec_…`, as Standard Webhooks writes secrets. */
  readonly secret: string;
  /** How long to wait before each further try, in milliseconds. */
  readonly retryDelaysMs?: readonly number[];
}

const RETRY_DELAYS_MS = [200, 1_000, 5_000, 15_000, 60_000, 300_000, 1_800_000];
const POST_TIMEOUT_MS = 5_000;

/** How many posts may be under way at once; a backlog after a restart waits its turn. */
const POSTS_MAX = 64;

/**
 * Delivers notices as Standard Webhooks: the same id on every try and every copy, a fresh time and
 * signature on each. What nobody received stays owed in the book and goes out after a restart.
 */
export class NoticeSender {
  private readonly closing = new AbortController();
  private readonly deliveries = new Set<Promise<void>>();
  private readonly queues: Promise<unknown>[] = Array.from({ length: POSTS_MAX }, () =>
    Promise.resolve(),
  );
  private nextQueue = 0;

  constructor(
    private readonly book: RailBook,
    private readonly now: () => Date,
    private target: WebhookTarget | undefined,
  ) {
    this.retarget(target);
    // Every delivery under way listens, however many there are.
    setMaxListeners(0, this.closing.signal);
  }

  /** Whether there is anybody to tell; events before that are told to nobody. */
  hasTarget(): boolean {
    return this.target !== undefined;
  }

  /** Delivers to another place from now on. Throws if the secret is not a Standard Webhooks one. */
  retarget(target: WebhookTarget | undefined): void {
    if (target !== undefined) new Webhook(target.secret);
    this.target = target;
  }

  /** Starts a delivery; the caller does not wait for it. */
  deliver(notice: OwedNotice): void {
    const delivery = this.deliverWithRetries(notice)
      // Closed, or the book could not be written: the notice stays owed.
      .catch(() => undefined)
      .finally(() => this.deliveries.delete(delivery));
    this.deliveries.add(delivery);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.deliveries);
  }

  private async deliverWithRetries(notice: OwedNotice): Promise<void> {
    const copies = notice.transfer.plan.noticeCopies ?? 1;
    for (const delayMs of [0, ...(this.target?.retryDelaysMs ?? RETRY_DELAYS_MS)]) {
      await wait(delayMs, undefined, { signal: this.closing.signal });
      const posts = Array.from({ length: copies }, () => this.inTurn(() => this.post(notice)));
      const received = await Promise.all(posts);
      if (!received.includes(true)) continue;
      const { noticeId } = notice;
      await this.book.record({ event: 'notified', at: this.now().toISOString(), noticeId });
      return;
    }
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const index = this.nextQueue % POSTS_MAX;
    this.nextQueue += 1;
    const result = (this.queues[index] ?? Promise.resolve()).then(work);
    this.queues[index] = result.catch(() => undefined);
    return result;
  }

  /** One try; `true` when the house answered 2xx. */
  private async post({ noticeId, type, transfer }: OwedNotice): Promise<boolean> {
    if (this.target === undefined || this.closing.signal.aborted) return false;
    const { url, secret } = this.target;
    const body = JSON.stringify({ type, data: viewOf(transfer) });
    const sentAt = this.now();
    const posting = new AbortController();
    const stop = (): void => {
      posting.abort();
    };
    const timer = setTimeout(stop, POST_TIMEOUT_MS);
    this.closing.signal.addEventListener('abort', stop, { once: true });
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          connection: 'close',
          'webhook-id': noticeId,
          'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
          'webhook-signature': new Webhook(secret).sign(noticeId, sentAt, body),
        },
        body,
        redirect: 'manual',
        signal: posting.signal,
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
      this.closing.signal.removeEventListener('abort', stop);
    }
  }
}
