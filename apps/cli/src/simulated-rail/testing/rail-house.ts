import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Money } from '@app/money';
import { SimulatedRailAdapter } from '@app/payouts';
import type { RailAnswer, RailOrder } from '@app/payouts';

import { startSimulatedRail } from '../start-simulated-rail';
import type { SimulatedRail, SimulatedRailOptions } from '../start-simulated-rail';

export const SECRET = 'secret of the house at the rail';

/** Of the hasty caller: long enough to be paid on a busy machine, short enough to wait for. */
export const HASTY_TIMEOUT_MS = 1_000;

interface OpenRail {
  readonly rail: SimulatedRail;
  readonly adapter: SimulatedRailAdapter;
  readonly hasty: SimulatedRailAdapter;
}

/** A rail with its book in a folder of its own, and two callers: one that waits, a hasty one. */
export class RailHouse {
  private constructor(
    readonly folder: string,
    private now: OpenRail,
  ) {}

  static async start(): Promise<RailHouse> {
    const folder = await mkdtemp(join(tmpdir(), 'simulated-rail-'));
    return new RailHouse(folder, await openRail(folder, {}));
  }

  get rail(): SimulatedRail {
    return this.now.rail;
  }

  get adapter(): SimulatedRailAdapter {
    return this.now.adapter;
  }

  get hasty(): SimulatedRailAdapter {
    return this.now.hasty;
  }

  /** Starts a rail that was closed, over the same book unless it names another one. */
  async open(options: Partial<SimulatedRailOptions> = {}): Promise<void> {
    this.now = await openRail(this.folder, options);
  }

  async restart(options: Partial<SimulatedRailOptions> = {}): Promise<void> {
    await this.rail.close();
    await this.open(options);
  }

  async stop(): Promise<void> {
    await this.rail.close();
    await rm(this.folder, { recursive: true });
  }

  /** How often the rail paid for an order. */
  paid(order: RailOrder): number {
    return this.rail.book().paidOf(order.reference).length;
  }
}

async function openRail(folder: string, options: Partial<SimulatedRailOptions>): Promise<OpenRail> {
  const bookFile = join(folder, 'rail-book.jsonl');
  const rail = await startSimulatedRail({ bookFile, secret: SECRET, ...options });
  const config = { url: rail.url, secret: SECRET, webhookSecrets: [] };
  return {
    rail,
    adapter: new SimulatedRailAdapter(config),
    hasty: new SimulatedRailAdapter({ ...config, timeoutMs: HASTY_TIMEOUT_MS }),
  };
}

let orders = 0;

/** An order for 199.00 CNY that was not sent before. */
export function anOrder(change: Partial<RailOrder> = {}): RailOrder {
  orders += 1;
  return {
    key: `pyo${orders}`,
    reference: `pyo_${orders}`,
    money: Money.of(19_900n, 'CNY'),
    payee: {
      route: 'original',
      channel: 'wechat',
      paymentSource: 'wechat',
      paymentSourceId: '4200001',
      account: '6222020200112233445',
      name: '林小满',
    },
    requestDigest: 'a'.repeat(64),
    ...change,
  };
}

/** Asks again and again until an answer has this outcome; after a minute, the last answer. */
export async function until(work: () => Promise<RailAnswer>, outcome: string): Promise<RailAnswer> {
  const deadlineMs = Date.now() + 60_000;
  for (;;) {
    const answer = await work();
    if (answer.outcome === outcome || Date.now() > deadlineMs) return answer;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
