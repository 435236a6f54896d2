import { randomBytes } from 'node:crypto';

import { SystemClock } from '@app/kernel';
import type { Bilingual, Clock } from '@app/kernel';
import type { Money } from '@app/money';
import { Webhook } from 'standardwebhooks';

import type { RailRequest } from '../call-rail';
import { exchangeJson, transferBody } from '../json-rail';
import { exchangeTakeBack, takeBackBody } from '../json-take-back';
import type {
  CarriedOrder,
  PayoutRail,
  RailAnswer,
  RailHeaders,
  RailNotice,
  RailOrder,
  TakeBackAnswer,
} from '../payout-rail';
import { verifyNotice } from '../verify-notice';

/** How to reach the company's own wallet service. Times in milliseconds. */
export interface WalletRailConfig {
  /** The base of its two addresses, such as `https://wallet.example.com/ganpei/`. */
  readonly url: string;
  /** `whsec_…`; signs our requests. */
  readonly secret: string;
  /** `whsec_…`; the one that signs its notices, and while keys rotate also the one before. */
  readonly webhookSecrets: readonly string[];
  /** The sources of payments whose payers have a wallet there, to which the money can go back. */
  readonly sources: readonly string[];
  /** For one whole exchange, up to the last byte of the answer. Default 10 s. */
  readonly timeoutMs?: number;
  /** What the protocol asks of the service: 7 days. */
  readonly keyLifetimeMs?: number;
  /** Default 60 s. */
  readonly settlementWindowMs?: number;
  /** The wall clock that the service also reads; signatures carry its time. */
  readonly clock?: Clock;
}

/**
 * Pays into wallets that the company itself keeps, over our JSON protocol. Every request is a POST
 * signed as a Standard Webhook, whose body says all that it asks for: such a signature covers
 * neither method nor address.
 */
export class WalletRailAdapter implements PayoutRail {
  readonly name = 'wallet';
  readonly keyLifetimeMs: number;
  readonly settlementWindowMs: number;

  private readonly clock: Clock;
  private readonly base: URL;
  private readonly timeoutMs: number;
  private readonly signer: Webhook;
  private readonly webhooks: readonly Webhook[];

  constructor(private readonly config: WalletRailConfig) {
    this.keyLifetimeMs = config.keyLifetimeMs ?? 7 * 24 * 60 * 60 * 1000;
    this.settlementWindowMs = config.settlementWindowMs ?? 60_000;
    this.timeoutMs = config.timeoutMs ?? 10_000;
    this.base = new URL(config.url.endsWith('/') ? config.url : `${config.url}/`);
    this.clock = config.clock ?? new SystemClock();
    this.signer = new Webhook(config.secret);
    this.webhooks = config.webhookSecrets.map((secret) => new Webhook(secret));
  }

  /** Carries what came from one of its sources, and what goes to an account of kind `wallet`. */
  refusal({ payee }: CarriedOrder): Bilingual | null {
    if (payee.route === 'account') return payee.kind === 'wallet' ? null : NO_WALLET_ACCOUNT;
    return this.config.sources.includes(payee.paymentSource) ? null : NOT_FROM_A_WALLET;
  }

  send(order: RailOrder): Promise<RailAnswer> {
    return exchangeJson(order, this.signed('send', 'transfers', transferBody(order)));
  }

  query(order: RailOrder): Promise<RailAnswer> {
    const body = JSON.stringify({ key: order.key });
    return exchangeJson(order, this.signed('query', 'transfers/query', body));
  }

  /** Asked again under the same key the service says again what it took back the first time. */
  takeBack(order: RailOrder, wanted: Money): Promise<TakeBackAnswer> {
    const request = this.signed('query', 'transfers/reversals', takeBackBody(order, wanted));
    return exchangeTakeBack(order, wanted, request);
  }

  verifyWebhook(headers: RailHeaders, rawBody: Buffer): RailNotice {
    return verifyNotice({ headers, rawBody }, this.webhooks, this.clock.now());
  }

  private signed(call: RailRequest['call'], path: string, body: string): RailRequest {
    const id = `msg_${randomBytes(16).toString('hex')}`;
    const now = this.clock.now();
    return {
      call,
      method: 'POST',
      url: new URL(path, this.base),
      headers: {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': this.signer.sign(id, now, body),
      },
      body,
      timeoutMs: this.timeoutMs,
    };
  }
}

const NO_WALLET_ACCOUNT: Bilingual = {
  en: 'It pays into wallets only.',
  'zh-CN': '仅支持付款至钱包。',
};

const NOT_FROM_A_WALLET: Bilingual = {
  en: 'The payment came from no source in WALLET_RAIL_SOURCES.',
  'zh-CN': '该笔支付的来源不在 WALLET_RAIL_SOURCES 中。',
};
