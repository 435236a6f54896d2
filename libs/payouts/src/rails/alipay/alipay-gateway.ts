import type { Clock } from '@app/kernel';
import type { AlipaySdk } from 'alipay-sdk';

import { shanghaiTime } from '../../domain/shanghai-time';
import { callRail } from '../call-rail';
import { unknown } from '../classify-answer';
import type { RailReply } from '../classify-answer';
import type { UnknownAnswer } from '../payout-rail';
import { asFields, parseJson } from '../read-rail-body';
import type { AlipayFields } from './classify-alipay';

/** A request to a method of Alipay's gateway. */
export interface GatewayRequest {
  readonly call: 'send' | 'query';
  readonly method: string;
  readonly content: object;
}

/** An answer whose signature was right: the fields that it covers. */
export interface SignedAnswer {
  readonly signed: AlipayFields;
}

/**
 * Calls methods of Alipay's open platform. The official SDK signs requests and checks signatures;
 * the exchange itself is ours, because the SDK's own client repeats a request whose socket broke,
 * follows redirects, counts its timeout anew for every part and reads without limit.
 */
export class AlipayGateway {
  constructor(
    private readonly sdk: AlipaySdk,
    private readonly config: {
      readonly url: URL;
      readonly timeoutMs: number;
      readonly clock: Clock;
    },
  ) {}

  async call({ call, method, content }: GatewayRequest): Promise<SignedAnswer | UnknownAnswer> {
    const { url, timeoutMs, clock } = this.config;
    // Alipay's clock shows the time of Shanghai, wherever we are.
    const parameters = { timestamp: shanghaiTime(clock.now()), biz_content: content };
    const reply = await callRail({
      call,
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/x-www-form-urlencoded;charset=utf-8',
        accept: 'application/json',
      },
      body: this.sdk.sdkExecute(method, parameters, { bizContentAutoSnakeCase: false }),
      timeoutMs,
    });
    return 'outcome' in reply ? reply : this.read(reply, method);
  }

  private read({ status, body }: RailReply, method: string): SignedAnswer | UnknownAnswer {
    const seen = `HTTP ${String(status)} ${body}`;
    if (status >= 500) return unknown('server_error', seen);
    if (status !== 200) return unknown('unexpected_status', seen);
    const answer = asFields(parseJson(body));
    if (answer === undefined) return unknown('not_json', seen);
    const signed = this.signedFields(body, answer.sign, method);
    return signed === undefined ? unknown('unverified', seen) : { signed };
  }

  /** What is believed is exactly the text that was signed, not what else the body may hold. */
  private signedFields(body: string, sign: unknown, method: string): AlipayFields | undefined {
    if (typeof sign !== 'string' || sign === '') return undefined;
    const name = `${method.replaceAll('.', '_')}_response`;
    // The SDK takes the first braces when the name is not there: another method's answer, signed.
    if (!body.trimStart().startsWith(`{"${name}":`)) return undefined;
    try {
      this.sdk.checkResponseSign(body, name, sign, '');
    } catch {
      return undefined;
    }
    return asFields(parseJson(this.sdk.getSignStr(body, name)));
  }
}
