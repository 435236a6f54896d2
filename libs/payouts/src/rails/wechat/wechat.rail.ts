import { SystemClock } from '@app/kernel';
import type { Bilingual, Clock } from '@app/kernel';
import { WECHAT_PAY_SOURCE } from '@app/payments';

import { callRail } from '../call-rail';
import { unknown } from '../classify-answer';
import { requireKey } from '../json-rail';
import type { CarriedOrder, PayoutRail, RailAnswer } from '../payout-rail';
import type { RailHeaders, RailNotice, RailOrder, RailPayee } from '../payout-rail';

import { classifyBill } from './classify-bill';
import { BILL_PATHS, billKindOf, queryPath, transferBody } from './transfer-request';
import { authorization, signatureFault } from './v3-signature';
import type { WechatMerchant } from './v3-signature';
import { verifyWechatNotice } from './wechat-notice';
import { WECHAT_REFUSALS } from './wechat-refusals';

const DAY_MS = 24 * 3_600_000;

/** What WeChat Pay calls a person in one of our apps. */
const OPENID = /^[A-Za-z0-9_-]{16,64}$/;
const TRANSACTION_ID = /^\d{16,32}$/;

/** How to reach WeChat Pay, and with whose keys. */
export interface WechatRailConfig {
  /** Without a path. */
  readonly url: string;
  readonly appid: string;
  /** Pays to openids. */
  readonly merchant: WechatMerchant;
  /** Pays whoever paid one of its shops; null pays nobody the way their payment came. */
  readonly platform: WechatMerchant | null;
  /** 32 bytes that decrypt notices. */
  readonly apiV3Key: Buffer;
  /** Where notices are asked for; null asks for none. */
  readonly notifyUrl: string | null;
  /** For one whole exchange, up to the last byte of the answer, in milliseconds. Default 10 s. */
  readonly timeoutMs?: number;
  /** The wall clock that WeChat Pay also reads; signatures carry its time. */
  readonly clock?: Clock;
}

interface WechatCall {
  readonly call: 'send' | 'query';
  readonly method: string;
  readonly target: string;
  readonly bodyFor: (merchant: WechatMerchant) => string;
}

/**
 * WeChat Pay, APIv3: merchant transfer of scene 1011 (企业赔付) to an openid, which its owner has
 * to confirm in WeChat within a day, and the platform's compensation (平台售后赔付) to whoever paid
 * a transaction.
 */
export class WechatRailAdapter implements PayoutRail {
  readonly name = 'wechat';
  /** A number stays taken for ever, but can be asked for only 30 days. */
  readonly keyLifetimeMs = 30 * DAY_MS;
  /** WeChat Pay says of a bill that it does not know that it may still be under way. */
  readonly settlementWindowMs = 10 * 60_000;

  private readonly clock: Clock;

  constructor(private readonly config: WechatRailConfig) {
    this.clock = config.clock ?? new SystemClock();
  }

  refusal({ money, payee }: CarriedOrder): Bilingual | null {
    if (money.currency !== 'CNY') return WECHAT_REFUSALS.currency;
    const wrongPayee = refusalOf(payee);
    if (wrongPayee !== null) return wrongPayee;
    const merchant = this.merchantOf({ payee });
    if (merchant === null) return WECHAT_REFUSALS.noPlatform;
    return money.amountMinor > merchant.transferMaxFen ? WECHAT_REFUSALS.tooMuch : null;
  }

  send(order: RailOrder): Promise<RailAnswer> {
    const kind = billKindOf(order);
    return this.exchange(order, {
      call: 'send',
      method: 'POST',
      target: BILL_PATHS[kind],
      bodyFor: (merchant) => transferBody(order, { ...this.config, ...merchant }),
    });
  }

  query(order: RailOrder): Promise<RailAnswer> {
    const target = queryPath(billKindOf(order), order.key);
    return this.exchange(order, { call: 'query', method: 'GET', target, bodyFor: () => '' });
  }

  verifyWebhook(headers: RailHeaders, rawBody: Buffer): RailNotice {
    return verifyWechatNotice({ headers, rawBody }, this.config, this.clock.now());
  }

  private merchantOf(order: Pick<RailOrder, 'payee'>): WechatMerchant | null {
    return billKindOf(order) === 'transfer' ? this.config.merchant : this.config.platform;
  }

  private async exchange(order: RailOrder, request: WechatCall): Promise<RailAnswer> {
    requireKey(order);
    const merchant = this.merchantOf(order);
    // Taken away while its payouts were under way: they wait for whoever brings it back.
    if (merchant === null) return unknown('not_authorised', 'WECHAT_SP_MCHID is not set');
    const { url, appid, timeoutMs = 10_000 } = this.config;
    const { call, method, target, bodyFor } = request;
    const body = bodyFor(merchant);
    const reply = await callRail({
      call,
      method,
      url: new URL(target, url),
      headers: {
        accept: 'application/json',
        'user-agent': 'ganpei',
        authorization: authorization({ method, target, body }, merchant, this.clock.now()),
        // Which key of WeChat Pay encrypted our body, and is to sign the answer.
        'wechatpay-serial': merchant.platformKeyId,
        ...(body === '' ? {} : { 'content-type': 'application/json' }),
      },
      body,
      timeoutMs,
    });
    if ('outcome' in reply) return reply;
    const now = this.clock.now();
    const fault = signatureFault(reply, merchant, now);
    const { mchid } = merchant;
    return classifyBill(order, reply, { mchid, appid, now, signatureFault: fault });
  }
}

/** Why WeChat Pay does not reach a payee, whoever pays; null when it does. */
function refusalOf(payee: RailPayee): Bilingual | null {
  if (payee.route === 'account') {
    if (payee.kind !== 'wechat') return WECHAT_REFUSALS.otherAccount;
    return OPENID.test(payee.account) ? null : WECHAT_REFUSALS.noOpenid;
  }
  if (payee.channel !== 'wechat') return WECHAT_REFUSALS.otherWay;
  const isTransaction =
    payee.paymentSource === WECHAT_PAY_SOURCE && TRANSACTION_ID.test(payee.paymentSourceId);
  return isTransaction ? null : WECHAT_REFUSALS.noTransaction;
}
