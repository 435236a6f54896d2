import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

import type { OwedNotice, RailBook } from './rail-book';

/** One notice, ready to be posted. */
export interface WrittenNotice {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Where a rail tells the house what became of its transfers, and how. */
export interface NoticeTarget {
  readonly url: string;
  /** How long to wait before each further try, in milliseconds. */
  readonly retryDelaysMs?: readonly number[];
  /** Writes and signs a notice that is sent at this time. */
  write(notice: OwedNotice, sentAt: Date): WrittenNotice;
  /** Whether the house's answer says that it has the notice. */
  isReceived(response: Response): Promise<boolean>;
}

const RETRY_DELAYS_MS = [200, 1_000, 5_000, 15_000, 60_000, 300_000, 1_800_000];
const POST_TIMEOUT_MS = 5_000;

/** How many posts may be under way at once; a backlog after a restart waits its turn. */
const POSTS_MAX = 64;

/**
 * Delivers notices: the same id on every try and every copy, a fresh time and signature on each.
 * What nobody received stays owed in the book and goes out after a restart.
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
    private target: NoticeTarget | undefined,
  ) {
    // Every delivery under way listens, however many there are.
    setMaxListeners(0, this.closing.signal);
  }

  /** Whether there is anybody to tell; events before that are told to nobody. */
  hasTarget(): boolean {
    return this.target !== undefined;
  }

  /** Delivers to another place from now on. */
  retarget(target: NoticeTarget | undefined): void {
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

  /** One try; `true` when the house said that it has the notice. */
  private async post(notice: OwedNotice): Promise<boolean> {
    const { target } = this;
    if (target === undefined || this.closing.signal.aborted) return false;
    const { headers, body } = target.write(notice, this.now());
    const posting = new AbortController();
    const stop = (): void => {
      posting.abort();
    };
    const timer = setTimeout(stop, POST_TIMEOUT_MS);
    this.closing.signal.addEventListener('abort', stop, { once: true });
    try {
      const response = await fetch(target.url, {
        method: 'POST',
        headers: { ...headers, connection: 'close' },
        body,
        redirect: 'manual',
        signal: posting.signal,
      });
      return await target.isReceived(response);
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
      this.closing.signal.removeEventListener('abort', stop);
    }
  }
}
