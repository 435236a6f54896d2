import { SystemClock } from '@app/kernel';
import type { Clock } from '@app/kernel';
import { Webhook } from 'standardwebhooks';

import type { RailRequest } from '../call-rail';
import { exchangeJson, transferBody } from '../json-rail';
import type { PayoutRail, RailAnswer, RailHeaders, RailNotice, RailOrder } from '../payout-rail';
import { verifyNotice } from '../verify-notice';
import { signRailRequest } from './sign-rail-request';

/** How to reach the simulated rail. Times in milliseconds. */
export interface SimulatedRailConfig {
  /** `http://127.0.0.1:port`, without a path. */
  readonly url: string;
  /** Shared with the rail; signs our requests. */
  readonly secret: string;
  /** `whsec_…`; the one in force, and while keys rotate also the one before. */
  readonly webhookSecrets: readonly string[];
  /** For one whole exchange, up to the last byte of the answer. Default 10 s. */
  readonly timeoutMs?: number;
  /** Default 24 h. */
  readonly keyLifetimeMs?: number;
  /** Default 60 s. */
  readonly settlementWindowMs?: number;
  /** The wall clock that the rail also reads; signatures carry its time. */
  readonly clock?: Clock;
}

/** Talks HTTP to the simulated rail that `ganpei up` runs beside the service. */
export class SimulatedRailAdapter implements PayoutRail {
  readonly name = 'simulated';
  readonly keyLifetimeMs: number;
  readonly settlementWindowMs: number;

  private readonly clock: Clock;
  private readonly timeoutMs: number;
  private readonly url: URL;
  private readonly webhooks: readonly Webhook[];

  constructor(private readonly config: SimulatedRailConfig) {
    this.keyLifetimeMs = config.keyLifetimeMs ?? 24 * 60 * 60 * 1000;
    this.settlementWindowMs = config.settlementWindowMs ?? 60_000;
    this.timeoutMs = config.timeoutMs ?? 10_000;
    this.url = new URL(config.url);
    this.clock = config.clock ?? new SystemClock();
    this.webhooks = config.webhookSecrets.map((secret) => new Webhook(secret));
  }

  /** It plays every rail. */
  refusal(): null {
    return null;
  }

  send(order: RailOrder): Promise<RailAnswer> {
    const request = { call: 'send', method: 'POST', target: '/transfers' } as const;
    return exchangeJson(order, this.signed({ ...request, body: transferBody(order) }));
  }

  query(order: RailOrder): Promise<RailAnswer> {
    const target = `/transfers/${order.key}`;
    return exchangeJson(order, this.signed({ call: 'query', method: 'GET', target, body: '' }));
  }

  verifyWebhook(headers: RailHeaders, rawBody: Buffer): RailNotice {
    return verifyNotice({ headers, rawBody }, this.webhooks, this.clock.now());
  }

  private signed(
    request: Pick<RailRequest, 'call' | 'method' | 'body'> & { readonly target: string },
  ): RailRequest {
    const { target, ...rest } = request;
    const { secret } = this.config;
    return {
      ...rest,
      url: new URL(target, this.url),
      headers: signRailRequest({ ...request, secret }, this.clock.now()),
      timeoutMs: this.timeoutMs,
    };
  }
}
