import { createHash } from 'node:crypto';

import { Webhook } from 'standardwebhooks';

import type { Clock } from '@app/kernel';
import type { WebhookConfig } from '@app/platform';

import type { CheckpointPlace } from './checkpoint-place';

const TIMEOUT_MS = 10_000;

/**
 * An address that the latest note is posted to, as text, signed as Standard Webhooks asks. The id
 * comes from the note: repeated deliveries of one checkpoint can be told.
 */
export class WebhookPlace implements CheckpointPlace {
  readonly name = 'webhook';
  readonly takes = 'latest';
  private readonly webhook: Webhook;

  constructor(
    private readonly config: WebhookConfig,
    private readonly clock: Clock,
  ) {
    this.webhook = new Webhook(config.secret);
  }

  /** A webhook only listens. */
  async held(): Promise<null> {
    return Promise.resolve(null);
  }

  async publish(notes: readonly string[], stop: AbortSignal): Promise<void> {
    const note = notes.at(-1);
    if (note === undefined) return;
    stop.throwIfAborted();
    const posting = new AbortController();
    const giveUp = (): void => {
      posting.abort();
    };
    const timer = setTimeout(giveUp, TIMEOUT_MS);
    stop.addEventListener('abort', giveUp);
    try {
      await this.post(note, posting.signal);
    } finally {
      clearTimeout(timer);
      stop.removeEventListener('abort', giveUp);
    }
  }

  private async post(note: string, signal: AbortSignal): Promise<void> {
    const id = `chk_${createHash('sha256').update(note).digest('hex').slice(0, 32)}`;
    const now = this.clock.now();
    const response = await fetch(this.config.url, {
      method: 'POST',
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
        'webhook-signature': this.webhook.sign(id, now, note),
      },
      body: note,
      redirect: 'manual',
      signal,
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`The webhook answered ${String(response.status)}.`);
  }
}
