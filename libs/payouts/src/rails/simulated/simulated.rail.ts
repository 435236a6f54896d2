import { SystemClock } from '@app/kernel';
import type { Clock } from '@app/kernel';
import { Webhook } from 'standardwebhooks';

import { classifyAnswer, unknown } from './classify-answer';
import { classifyFailure } from './classify-failure';
import type { PayoutRail, RailAnswer, RailHeaders, RailNotice, RailOrder } from './payout-rail';
import { readBounded } from './read-bounded';
import { signRailRequest } from './sign-rail-request';
import { SIMULATED_RAIL_ERRORS } from './simulated-rail-errors';
import { verifyNotice } from './verify-notice';

const ANSWER_BYTES_MAX = 64 * 1024;
const KEY = /^[A-Za-z0-9]{1,32}$/;

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

interface RailCall {
  readonly call: 'send' | 'query';
  readonly method: string;
  readonly target: string;
  readonly body: string;
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

  send(order: RailOrder): Promise<RailAnswer> {
    const { key, reference, money, payee, requestDigest } = order;
    const body = JSON.stringify({ key, reference, money: money.toJson(), payee, requestDigest });
    return this.exchange(order, { call: 'send', method: 'POST', target: '/transfers', body });
  }

  query(order: RailOrder): Promise<RailAnswer> {
    const target = `/transfers/${order.key}`;
    return this.exchange(order, { call: 'query', method: 'GET', target, body: '' });
  }

  verifyWebhook(headers: RailHeaders, rawBody: Buffer): RailNotice {
    return verifyNotice({ headers, rawBody }, this.webhooks, this.clock.now());
  }

  private async exchange(order: RailOrder, request: RailCall): Promise<RailAnswer> {
    if (!KEY.test(order.key)) throw new RangeError('A rail key is 1 to 32 letters and digits.');
    let status: number;
    let body: string | undefined;
    try {
      const response = await this.call(request);
      status = response.status;
      body = await readBounded(response, ANSWER_BYTES_MAX);
    } catch (error) {
      return classifyFailure(error, request.call);
    }
    return body === undefined
      ? unknown('too_large', `HTTP ${status}, more than ${ANSWER_BYTES_MAX} bytes`)
      : classifyAnswer(order, { call: request.call, status, body }, SIMULATED_RAIL_ERRORS);
  }

  private call(request: RailCall): Promise<Response> {
    const { method, target, body } = request;
    const { secret } = this.config;
    return fetch(new URL(target, this.url), {
      method,
      headers: {
        ...signRailRequest({ method, target, body, secret }, this.clock.now()),
        'content-type': 'application/json',
        'accept-encoding': 'identity',
        // One connection per exchange: an answer too many can never be read as the next order's,
        // and a keep-alive socket that dies just now does not make an order unknown.
        connection: 'close',
      },
      redirect: 'manual',
      // Runs until the last byte of the body, so that a slow drip is cut, too.
      signal: AbortSignal.timeout(this.timeoutMs),
      ...(body === '' ? {} : { body }),
    });
  }
}
