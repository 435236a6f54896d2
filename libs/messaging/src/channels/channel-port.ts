import { Webhook } from 'standardwebhooks';

import type { Clock } from '@app/kernel';
import type { WebhookConfig } from '@app/platform';

import type { DeliveryResult } from '../domain/delivery';

/** A short message for somebody who is reached through a service outside. */
export interface ChannelMessage {
  /** The id of our message, by which the service knows one that comes twice. */
  readonly id: string;
  readonly channel: string;
  /** A telephone number, or what the channel calls its user. */
  readonly to: string;
  readonly text: string;
}

const TIMEOUT_MS = 10_000;
const ANSWER_BYTES_MAX = 4_096;
/** Not about this message: try later, or who we are is not known there (yet). */
const LATER: readonly number[] = [401, 403, 404, 407, 408, 425, 429];

/**
 * The one way out for text messages and chats: a POST that is signed as Standard Webhooks asks. An
 * adapter behind it speaks to whatever provider there is; it may answer `{"id": "…"}`.
 */
export class ChannelPort {
  private readonly webhook: Webhook;

  constructor(
    private readonly config: WebhookConfig,
    private readonly clock: Clock,
  ) {
    this.webhook = new Webhook(config.secret);
  }

  /** Never throws: what went wrong is an answer. */
  async send(message: ChannelMessage): Promise<DeliveryResult> {
    const body = JSON.stringify({ type: 'message.send', ...message });
    const now = this.clock.now();
    try {
      const response = await fetch(this.config.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': message.id,
          'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
          'webhook-signature': this.webhook.sign(message.id, now, body),
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return await resultOf(response);
    } catch (error) {
      const isLate = error instanceof DOMException && error.name === 'TimeoutError';
      return { outcome: 'unsure', problem: isLate ? 'timeout' : 'connection' };
    }
  }
}

async function resultOf(response: Response): Promise<DeliveryResult> {
  const { status } = response;
  if (response.ok) return { outcome: 'sent', providerId: await idIn(response) };
  await response.body?.cancel();
  const isFinal = status >= 400 && status < 500 && !LATER.includes(status);
  return { outcome: isFinal ? 'refused' : 'unsure', problem: `http ${String(status)}` };
}

/** What the other side calls it; null when it says nothing that we understand. */
async function idIn(response: Response): Promise<string | null> {
  const announced = Number(response.headers.get('content-length') ?? 0);
  if (announced > ANSWER_BYTES_MAX) {
    await response.body?.cancel();
    return null;
  }
  try {
    const { id } = JSON.parse(await response.text()) as { id?: unknown };
    return typeof id === 'string' && /^[\w.:-]{1,100}$/.test(id) ? id : null;
  } catch {
    return null;
  }
}
