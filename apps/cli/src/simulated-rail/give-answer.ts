import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';

import type { TransferView } from './booked-transfer';
import type { ActiveFaults } from './fault-plan';
import type { FaultKind, RailFault } from './rail-fault';

/** What the rail means to say. A refusal names whose order it refuses. */
export interface RailReply {
  readonly status: number;
  readonly body:
    | { readonly transfer: TransferView }
    | { readonly error: Readonly<Record<string, string>> }
    | object;
}

type Manner = (
  response: ServerResponse,
  reply: RailReply,
  fault: RailFault,
) => void | Promise<void>;

const CHUNK = Buffer.alloc(64 * 1024, ' ');

/** Bad manners that begin before the rail decides anything. */
const BEFORE: readonly (readonly [FaultKind, Manner])[] = [
  ['timeout_before_paying', saysNothing],
  ['drop_connection_before_paying', hangsUp],
  ['http_500_before_paying', breaksDown],
  ['throttle', throttles],
];

/** Bad manners of a rail that has done its work. */
const AFTER: readonly (readonly [FaultKind, Manner])[] = [
  ['timeout_after_paying', saysNothing],
  ['drop_connection', hangsUp],
  ['http_500_after_paying', breaksDown],
  ['redirect', redirects],
  ['html', showsAPage],
  ['unlisted_code', inventsACode],
  ['half_answer', stopsHalfway],
  ['huge_answer', talksForEver],
  ['slow_answer', drips],
  ['duplicate_answer', saysItTwice],
];

/** Disturbs a request before it is looked at. `true`: it was answered (or never will be). */
export async function disturb(response: ServerResponse, faults: ActiveFaults): Promise<boolean> {
  const delay = faults.find('delay');
  if (delay?.ms !== undefined) await wait(delay.ms, undefined, { ref: false });
  return misbehave(BEFORE, { response, reply: { status: 200, body: {} }, faults });
}

/** Answers, in the manner that the faults demand. */
export async function giveAnswer(
  response: ServerResponse,
  reply: RailReply,
  faults: ActiveFaults,
): Promise<void> {
  const twisted = twist(reply, faults);
  if (await misbehave(AFTER, { response, reply: twisted, faults })) return;
  answer(response, twisted);
}

/** Answers plainly. */
export function answer(response: ServerResponse, { status, body }: RailReply): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function misbehave(
  manners: readonly (readonly [FaultKind, Manner])[],
  context: { response: ServerResponse; reply: RailReply; faults: ActiveFaults },
): Promise<boolean> {
  for (const [kind, manner] of manners) {
    const fault = context.faults.find(kind);
    if (fault === undefined) continue;
    await manner(context.response, context.reply, fault);
    return true;
  }
  return false;
}

/** Lets the answer lie about what was paid; the book stays right. */
function twist(reply: RailReply, faults: ActiveFaults): RailReply {
  if (!('transfer' in reply.body)) return reply;
  const { money, payee, reference } = reply.body.transfer;
  const amountMinor = faults.has('wrong_amount')
    ? (BigInt(money.amountMinor) + 1n).toString()
    : money.amountMinor;
  const otherCurrency = money.currency === 'USD' ? 'EUR' : 'USD';
  const currency = faults.has('wrong_currency') ? otherCurrency : money.currency;
  const wrongPayee = { ...payee, paymentSourceId: 'somebody-else', account: 'somebody-else' };
  const transfer = {
    ...reply.body.transfer,
    money: { currency, amountMinor },
    payee: faults.has('wrong_payee') ? wrongPayee : payee,
    reference: faults.has('wrong_reference') ? `${reference}X` : reference,
  };
  return { status: reply.status, body: { transfer } };
}

// The caller waits until it loses patience; the connection ends when the caller or the rail closes.
function saysNothing(): void {
  return undefined;
}

function hangsUp(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function breaksDown(response: ServerResponse): void {
  const error = { code: 'SYSTEM_ERROR', message: 'Something broke.' };
  answer(response, { status: 500, body: { error } });
}

function throttles(response: ServerResponse, _reply: RailReply, fault: RailFault): void {
  response.setHeader('retry-after', '1');
  const error = { code: 'FREQUENCY_LIMITED', message: 'Slow down.' };
  answer(response, { status: fault.status ?? 429, body: { error } });
}

function redirects(response: ServerResponse): void {
  response.writeHead(307, { location: '/elsewhere' }).end();
}

function showsAPage(response: ServerResponse): void {
  response
    .writeHead(200, { 'content-type': 'text/html' })
    .end('<!doctype html><title>Maintenance</title><p>We will be back soon.');
}

function inventsACode(response: ServerResponse, reply: RailReply, fault: RailFault): void {
  const whose = 'transfer' in reply.body ? reply.body.transfer : { key: '', reference: '' };
  const { key, reference } = whose;
  const error = { code: fault.code ?? '', message: 'A code without documents.', key, reference };
  answer(response, { status: 400, body: { error } });
}

function stopsHalfway(response: ServerResponse, { status, body }: RailReply): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(text.slice(0, text.length / 2));
}

async function talksForEver(
  response: ServerResponse,
  reply: RailReply,
  fault: RailFault,
): Promise<void> {
  response.writeHead(reply.status, { 'content-type': 'application/json' });
  // The caller hangs up when it has heard enough; that is no error of ours.
  await pipeline(Readable.from(longText(reply.body, fault.bytes ?? 0)), response).catch(() => {
    response.destroy();
  });
}

function* longText(body: object, size: number): Generator<Buffer> {
  yield Buffer.from(JSON.stringify(body));
  for (let left = size; left > 0; left -= CHUNK.length) yield CHUNK;
}

async function drips(response: ServerResponse, reply: RailReply, fault: RailFault): Promise<void> {
  response.writeHead(reply.status, { 'content-type': 'application/json' });
  for (const byte of Buffer.from(JSON.stringify(reply.body))) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    await wait(fault.ms ?? 0, undefined, { ref: false });
  }
  response.end();
}

/** Two whole answers to one request on one connection; the second contradicts the first. */
function saysItTwice(response: ServerResponse, reply: RailReply): void {
  const second = { error: { code: 'ACCOUNT_FROZEN', message: 'Changed our mind.' } };
  response.socket?.end(rawAnswer(reply.status, reply.body) + rawAnswer(422, second));
}

function rawAnswer(status: number, body: object): string {
  const text = JSON.stringify(body);
  const length = String(Buffer.byteLength(text));
  const head = `HTTP/1.1 ${String(status)} Answer\r\ncontent-type: application/json`;
  return `${head}\r\ncontent-length: ${length}\r\n\r\n${text}`;
}
