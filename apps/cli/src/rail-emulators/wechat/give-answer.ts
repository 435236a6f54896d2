import type { ServerResponse } from 'node:http';

import type { ActiveFaults, FaultKind } from './wechat-fault';
import type { WechatSignature } from './wechat-signature';

export interface WechatReply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Answering {
  readonly response: ServerResponse;
  readonly signature: WechatSignature;
  readonly nowMs: number;
}

type Manner = (answering: Answering, text: string) => void;

const HUGE_BYTES = 8 * 1024 * 1024;

const BEFORE: readonly (readonly [FaultKind, Manner])[] = [
  ['timeout_before_paying', () => undefined],
  ['drop_before_paying', ({ response }) => response.socket?.resetAndDestroy()],
  ['http_500_before_paying', breaksDown],
  ['throttle', (answering) => signed(answering, 429, error('FREQUENCY_LIMITED'))],
];

const AFTER: readonly (readonly [FaultKind, Manner])[] = [
  // The caller waits until it loses patience.
  ['timeout_after_paying', () => undefined],
  ['drop_connection', ({ response }) => response.socket?.resetAndDestroy()],
  ['http_500_after_paying', breaksDown],
  ['html', (answering) => signed(answering, 200, '<!doctype html><title>Maintenance</title>')],
  ['half_answer', (answering, text) => signed(answering, 200, text.slice(0, text.length / 2))],
  ['huge_answer', (answering, text) => signed(answering, 200, text + ' '.repeat(HUGE_BYTES))],
];

/** Disturbs a request before it is looked at. `true`: it was answered, or never will be. */
export function disturb(answering: Answering, faults: ActiveFaults): boolean {
  return misbehave(BEFORE, faults, (manner) => {
    manner(answering, '');
  });
}

/** Answers and signs, in the manner that the faults demand. */
export function giveAnswer(answering: Answering, reply: WechatReply, faults: ActiveFaults): void {
  const { status, body } = twisted(reply, faults);
  const text = JSON.stringify(body);
  const isDone = misbehave(AFTER, faults, (manner) => {
    manner(answering, text);
  });
  if (isDone) return;
  if (faults.has('no_signature')) {
    plain(answering.response, status, text);
    return;
  }
  const late = faults.has('stale_signature') ? 301_000 : 0;
  const nowMs = answering.nowMs - late;
  signed({ ...answering, nowMs }, status, text, faults.has('forged_signature') ? `${text} ` : text);
}

/** An answer that nobody has signed, as to a request that nobody has. */
export function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
}

function signed(answering: Answering, status: number, text: string, signedText = text): void {
  const { response, signature, nowMs } = answering;
  const headers = signature.headersFor(signedText, nowMs);
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

function breaksDown(answering: Answering): void {
  plain(answering.response, 500, error('SYSTEM_ERROR'));
}

function error(code: string): string {
  return JSON.stringify({ code, message: 'Told by the emulator.' });
}

function misbehave(
  manners: readonly (readonly [FaultKind, Manner])[],
  faults: ActiveFaults,
  apply: (manner: Manner) => void,
): boolean {
  const found = manners.find(([kind]) => faults.has(kind));
  if (found !== undefined) apply(found[1]);
  return found !== undefined;
}

type Body = WechatReply['body'];

/** What each lie says instead of what the book does. */
const LIES: readonly (readonly [FaultKind, (body: Body) => Body])[] = [
  ['unlisted_state', () => ({ state: 'REVIEWING' })],
  ['wrong_key', () => ({ out_bill_no: 'somebodyelse' })],
  ['wrong_payee', otherPayee],
  ['wrong_amount', otherAmount],
];

function twisted({ status, body }: WechatReply, faults: ActiveFaults): WechatReply {
  const unlisted = faults.get('unlisted_code');
  if (unlisted !== undefined) {
    const code = unlisted.code ?? 'NEVER_DOCUMENTED';
    return { status: 400, body: { code, message: 'A code without documents.' } };
  }
  const lies = LIES.filter(([kind]) => faults.has(kind)).map(([, lie]) => lie(body));
  return { status, body: lies.reduce((told, lie) => ({ ...told, ...lie }), body) };
}

function otherPayee(body: Body): Body {
  if ('openid' in body) return { openid: 'o-somebody-else-000000000000' };
  const receiver = { transaction_info: { transaction_id: '42' } };
  return 'receiver_detail' in body ? { receiver_detail: { receiver } } : {};
}

function otherAmount(body: Body): Body {
  const name = ['transfer_amount', 'amount'].find((field) => field in body);
  return name === undefined ? {} : { [name]: Number(body[name]) + 1 };
}
