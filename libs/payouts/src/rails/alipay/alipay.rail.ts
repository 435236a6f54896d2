import { SystemClock } from '@app/kernel';
import type { Bilingual, Clock } from '@app/kernel';
import type { AlipaySdk } from 'alipay-sdk';

import { requireKey } from '../json-rail';
import type {
  CarriedOrder,
  PayoutRail,
  RailAnswer,
  RailHeaders,
  RailNotice,
  RailOrder,
} from '../payout-rail';
import { AlipayGateway } from './alipay-gateway';
import type { GatewayRequest } from './alipay-gateway';
import { alipaySdk } from './alipay-keys';
import type { AlipayIdentity } from './alipay-keys';
import { verifyAlipayNotice } from './alipay-notice';
import { alipayPayee, alipayRefusal } from './alipay-payee';
import { QUERY_METHOD, TRANSFER_METHOD, queryContent, transferContent } from './alipay-request';
import type { AlipayScene } from './alipay-request';
import { classifyAlipay } from './classify-alipay';

/** How to reach Alipay, and as whom. Times in milliseconds. */
export interface AlipayRailConfig extends AlipayIdentity {
  /** Default `https://openapi.alipay.com/gateway.do`. */
  readonly gatewayUrl?: string;
  /** For merchants who joined from 2026 on; null sends none. */
  readonly scene: AlipayScene | null;
  /** For one whole exchange. Default 8 s: a send can take two. */
  readonly timeoutMs?: number;
  /** The wall clock; requests carry its time. */
  readonly clock?: Clock;
}

const GATEWAY_URL = 'https://openapi.alipay.com/gateway.do';

/** Pays into Alipay accounts: `alipay.fund.trans.uni.transfer` through the official SDK. */
export class AlipayRailAdapter implements PayoutRail {
  readonly name = 'alipay';
  /** Alipay keeps orders for longer, but promises no time: send again within half a day only. */
  readonly keyLifetimeMs = 24 * 60 * 60 * 1000;
  readonly settlementWindowMs = 5 * 60 * 1000;
  /** Anything else, and Alipay sends the message again for a day. */
  readonly noticeReceipt = 'success';

  private readonly clock: Clock;
  private readonly sdk: AlipaySdk;
  private readonly gateway: AlipayGateway;
  private readonly scene: AlipayScene | null;

  constructor(config: AlipayRailConfig) {
    this.clock = config.clock ?? new SystemClock();
    this.sdk = alipaySdk(config);
    this.scene = config.scene;
    this.gateway = new AlipayGateway(this.sdk, {
      url: new URL(config.gatewayUrl ?? GATEWAY_URL),
      timeoutMs: config.timeoutMs ?? 8_000,
      clock: this.clock,
    });
  }

  refusal(order: CarriedOrder): Bilingual | null {
    return alipayRefusal(order);
  }

  /**
   * A refusal does not say whose order it refuses, and may look at the payee before it looks at the
   * key. So it is final only when Alipay, asked for the key, knows no payment under it.
   */
  async send(order: RailOrder): Promise<RailAnswer> {
    const payee = alipayPayee(order.payee);
    if (payee === null) throw new RangeError('This order names no Alipay account.');
    const content = transferContent(order, payee, this.scene);
    const answer = await this.ask(order, { call: 'send', method: TRANSFER_METHOD, content });
    if (answer.outcome !== 'rejected') return answer;
    const known = await this.query(order);
    return known.outcome === 'not_found' || known.outcome === 'rejected' ? answer : known;
  }

  query(order: RailOrder): Promise<RailAnswer> {
    return this.ask(order, { call: 'query', method: QUERY_METHOD, content: queryContent(order) });
  }

  verifyWebhook(_headers: RailHeaders, rawBody: Buffer): RailNotice {
    return verifyAlipayNotice(rawBody, this.sdk, this.clock.now());
  }

  private async ask(order: RailOrder, request: GatewayRequest): Promise<RailAnswer> {
    requireKey(order);
    const answer = await this.gateway.call(request);
    if (!('signed' in answer)) return answer;
    return classifyAlipay(order, answer.signed, { call: request.call, now: this.clock.now() });
  }
}
