import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { startJsonRail } from '../../simulated-rail/start-simulated-rail';
import type { SimulatedRail } from '../../simulated-rail/start-simulated-rail';
import { keptFile } from '../kept-file';
import type { EmulatorOptions, RailEmulator } from '../rail-emulator';
import { StandardWebhookCheck } from './standard-webhook-check';

/** A wallet service as our protocol asks for one, and what it shares with the house. */
export interface WalletEmulator extends RailEmulator {
  readonly rail: SimulatedRail;
  readonly secret: string;
  readonly webhookSecret: string;
}

/**
 * Plays the company's own wallet service: the simulated rail behind requests signed as Standard
 * Webhooks. Faults are set by `PUT /faults`, without a signature.
 */
export async function startWalletEmulator(options: EmulatorOptions): Promise<WalletEmulator> {
  const { folder, port, webhookUrl, bookClock } = options;
  const secret = keptFile(join(folder, 'request-secret'), newSecret);
  const webhookSecret = keptFile(join(folder, 'notice-secret'), newSecret);
  const rail = await startJsonRail(
    {
      port,
      bookFile: join(folder, 'book.jsonl'),
      webhook: { url: webhookUrl, secret: webhookSecret },
      ...(bookClock === undefined ? {} : { bookClock }),
    },
    new StandardWebhookCheck(secret),
  );
  return {
    url: rail.url,
    variables: {
      WALLET_RAIL_URL: rail.url,
      WALLET_RAIL_SECRET: secret,
      WALLET_RAIL_WEBHOOK_SECRET: webhookSecret,
      WALLET_RAIL_SOURCES: 'wallet',
    },
    rail,
    secret,
    webhookSecret,
    close: () => rail.close(),
  };
}

function newSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`;
}
