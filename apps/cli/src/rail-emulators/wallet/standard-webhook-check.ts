import { Webhook } from 'standardwebhooks';

import { RailError } from '../../simulated-rail/rail-error';
import type { RequestCheck } from '../../simulated-rail/rail-server';
import type { SignedRequest } from '../../simulated-rail/request-signature';
import { UsedNonces } from '../../simulated-rail/used-nonces';

/** A time may lie five minutes in the future and stay valid as long again. */
const REMEMBERED_MS = 2 * 300_000;

/**
 * Lets in requests that the house signed as Standard Webhooks, recently and for the first time.
 * What only looks or sets faults needs no signature: an emulator listens on this machine only.
 */
export class StandardWebhookCheck implements RequestCheck {
  private readonly webhook: Webhook;
  private readonly ids = new UsedNonces(REMEMBERED_MS);

  constructor(secret: string) {
    this.webhook = new Webhook(secret);
  }

  /** Throws RailError 401 BAD_SIGNATURE or REPLAYED. */
  verify({ method, target, body, headers }: SignedRequest, nowMs: number): void {
    if (method !== 'POST' || !target.startsWith('/transfers')) return;
    const texts = Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    );
    const given = Object.fromEntries(texts);
    try {
      this.webhook.verify(body, given);
    } catch {
      throw new RailError(401, 'BAD_SIGNATURE', 'The signature is missing, wrong or too old.');
    }
    this.ids.use(given['webhook-id'] ?? '', nowMs);
  }
}
