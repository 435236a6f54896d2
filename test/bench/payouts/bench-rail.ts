import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { railSecrets } from '../../../apps/cli/src/rail-secrets';
import type { RailSecrets } from '../../../apps/cli/src/rail-secrets';
import { startSimulatedRail } from '../../../apps/cli/src/simulated-rail/start-simulated-rail';
import type { SimulatedRail } from '../../../apps/cli/src/simulated-rail/start-simulated-rail';

/** Enough for any number of payouts. */
const BALANCES = [{ currency: 'CNY', amountMinor: '1000000000000' }];

/**
 * The simulated rail in the process that measures, so that what it takes is not counted as the
 * service's: the demo has both in one.
 */
export class BenchRail {
  private constructor(
    private readonly folder: string,
    private readonly secrets: RailSecrets,
    private readonly rail: SimulatedRail,
  ) {}

  static async start(): Promise<BenchRail> {
    const folder = await mkdtemp(join(tmpdir(), 'ganpei-bench-rail-'));
    const secrets = railSecrets(folder);
    const rail = await startSimulatedRail({
      bookFile: join(folder, 'book.jsonl'),
      secret: secrets.secret,
      openingBalances: BALANCES,
    });
    return new BenchRail(folder, secrets, rail);
  }

  /** What the service is told of it. */
  get environment(): Record<string, string> {
    return {
      RAIL_SIMULATED_URL: this.rail.url,
      RAIL_SIMULATED_SECRET: this.secrets.secret,
      RAIL_SIMULATED_WEBHOOK_SECRET: this.secrets.webhookSecret,
    };
  }

  /** From now on it sends its notices there. */
  notify(serviceUrl: string): void {
    const url = `${serviceUrl}/v1/rails/simulated/webhook`;
    this.rail.setWebhook({ url, secret: this.secrets.webhookSecret });
  }

  async dispose(): Promise<void> {
    await this.rail.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
