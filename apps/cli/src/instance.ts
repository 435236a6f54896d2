import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { LoggerService } from '@nestjs/common';

import type { Config } from '@app/platform';

import { startAllInOne } from './all-in-one';
import type { RunningService } from './all-in-one';
import { seedDemo } from './demo/seed-demo';
import { openDatabase } from './open-database';
import type { OpenDatabase } from './open-database';
import { railSecrets } from './rail-secrets';
import { startSimulatedRail } from './simulated-rail/start-simulated-rail';
import type { SimulatedRail } from './simulated-rail/start-simulated-rail';

/** Everything of one installation, running: database, rail (in demo mode), service. */
export interface Instance {
  readonly service: RunningService;
  readonly database: OpenDatabase;
  readonly rail: SimulatedRail | null;
  close(): Promise<void>;
}

export interface InstanceOptions {
  readonly config: Config;
  readonly logger: LoggerService;
  /** Told what takes time, for the person who waits. */
  readonly say: (text: string) => void;
}

const RAIL_PATH = '/v1/rails/simulated/webhook';

/** Starts the parts in the order in which they need each other; whatever fails stops the others. */
export async function startInstance({ config, logger, say }: InstanceOptions): Promise<Instance> {
  const started: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of started.splice(0).reverse()) await close();
  };
  try {
    const database = await openDatabase(config, say);
    started.push(() => database.close());
    const secrets = railSecrets(config.stateDir);
    const rail =
      config.demo && config.rails.simulated === null
        ? await startRail(config, secrets.secret)
        : null;
    if (rail !== null) started.push(() => rail.close());
    const simulated = rail === null ? config.rails.simulated : { url: rail.url, ...secrets };
    const { login } = database;
    const service = await startAllInOne({
      config: { ...config, rails: { ...config.rails, simulated } },
      login,
      logger,
      ...(config.demo ? { prepare: seedDemo } : {}),
    });
    started.push(() => service.close());
    rail?.setWebhook({ url: `${service.url}${RAIL_PATH}`, secret: secrets.webhookSecret });
    return { service, database, rail, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function startRail(config: Config, secret: string): Promise<SimulatedRail> {
  const folder = join(config.stateDir, 'simulated-rail');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return startSimulatedRail({ bookFile: join(folder, 'book.jsonl'), secret });
}
