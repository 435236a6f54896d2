import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import { readBody } from '../../read-body';
import { fullView, takenView } from './bill-views';
import { disturb, giveAnswer, plain } from './give-answer';
import type { WechatReply } from './give-answer';
import { readCompensation, readTransfer } from './read-order';
import type { WechatBook, WechatOrder } from './wechat-book';
import { NO_FAULTS, readFaults } from './wechat-fault';
import type { ActiveFaults, FaultCall, WechatFaults } from './wechat-fault';
import type { WechatDesk } from './wechat-desk';
import { parse } from '../../simulated-rail/read-request';
import { RailError } from '../../simulated-rail/rail-error';
import { fundBill } from './wechat-fund-bill';
import { APPID, MERCHANTS } from './wechat-keys';
import type { WechatSignature } from './wechat-signature';

const TRANSFERS = '/v3/fund-app/mch-transfer/transfer-bills';
const COMPENSATIONS = '/v3/platsolution/ecommerce/mch-transfer/compensate-bills';

/** The parts of a running emulator. */
interface WechatParts {
  readonly book: WechatBook;
  readonly desk: WechatDesk;
  readonly faults: WechatFaults;
  readonly signature: WechatSignature;
  readonly now: () => Date;
}

interface Call {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
  readonly response: ServerResponse;
}

/** The HTTP face of WeChat Pay: `/v3` for merchants, who sign, `/emulator` for who plays. */
export function createWechatServer(parts: WechatParts): Server {
  return createServer((request, response) => {
    handle(parts, request, response).catch((error: unknown) => {
      refuse(response, error);
    });
  });
}

async function handle(
  parts: WechatParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url: target = '', headers } = request;
  const body = await readBody(request);
  if (body === null) throw new RailError(413, 'PARAM_ERROR', 'The body is too large.');
  const url = new URL(target, 'http://wechat');
  const call = { method, url, body, headers, response };
  if (url.pathname.startsWith('/emulator/')) {
    await play(parts, call);
    return;
  }
  const mchid = parts.signature.merchantOf(
    { method, target, body, headers },
    parts.now().getTime(),
  );
  await serve(parts, call, mchid);
}

async function serve(parts: WechatParts, call: Call, mchid: string): Promise<void> {
  const { response } = call;
  if (call.url.pathname === '/v3/billdownload/file') {
    download(parts, call, mchid);
    return;
  }
  const asked = faultyCallOf(call);
  const faults = asked === null ? NO_FAULTS : parts.faults.take(asked);
  const answering = { response, signature: parts.signature, nowMs: parts.now().getTime() };
  if (disturb(answering, faults)) return;
  const work = asked === 'send' ? order : answerTo;
  const reply = await work(parts, call, { mchid, faults }).catch(replyOf);
  giveAnswer(answering, reply, faults);
}

/** Orders and queries meet faults; nothing else does. */
function faultyCallOf({ method, url: { pathname } }: Call): FaultCall | null {
  if (method === 'POST' && [TRANSFERS, COMPENSATIONS].includes(pathname)) return 'send';
  return method === 'GET' && pathname.includes('/out-bill-no/') ? 'query' : null;
}

/** WeChat Pay does not sign files; their digest has been told before, signed. */
function download({ book }: WechatParts, { url, response }: Call, mchid: string): void {
  const [day = '', owner = ''] = (url.searchParams.get('token') ?? '').split('_');
  plain(response, 200, owner === mchid ? fundBill(book, mchid, day) : '');
}

interface Asked {
  readonly mchid: string;
  readonly faults: ActiveFaults;
}

async function order(parts: WechatParts, call: Call, asked: Asked): Promise<WechatReply> {
  const bill = await parts.desk.accept(readOrder(parts, call, asked.mchid), asked.faults);
  setTimeout(() => void parts.desk.settle(bill), 0);
  return { status: 200, body: takenView(bill) };
}

function readOrder({ signature }: WechatParts, call: Call, mchid: string): WechatOrder {
  const openName = (ciphertext: string): string =>
    signature.openName(ciphertext, call.headers['wechatpay-serial']);
  const isTransfer = call.url.pathname === TRANSFERS;
  // A platform compensates, a merchant transfers; neither may do the other's.
  if ((mchid === MERCHANTS.platform.mchid) === isTransfer) {
    throw new RailError(403, 'NO_AUTH', 'This merchant has not opened this product.');
  }
  const read = isTransfer ? readTransfer : readCompensation;
  return read(call.body, { mchid, appid: APPID, openName });
}

async function answerTo(parts: WechatParts, call: Call, asked: Asked): Promise<WechatReply> {
  const { method, url } = call;
  if (method === 'GET' && url.pathname === '/v3/bill/fundflowbill') {
    return billLink(parts, url, asked.mchid);
  }
  const [, outBillNo = '', action] =
    /\/out-bill-no\/(\w+)(?:\/(cancel))?$/.exec(url.pathname) ?? [];
  if (method === 'POST' && action === 'cancel') {
    const cancelled = await parts.desk.cancel(asked.mchid, outBillNo);
    return { status: 200, body: takenView(cancelled) };
  }
  const bill = asked.faults.has('forget') ? undefined : parts.book.find(asked.mchid, outBillNo);
  if (method !== 'GET' || bill === undefined) {
    throw new RailError(404, 'NOT_FOUND', 'There is no such bill.');
  }
  return { status: 200, body: fullView(bill) };
}

function billLink({ book }: WechatParts, url: URL, mchid: string): WechatReply {
  const day = url.searchParams.get('bill_date') ?? '';
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new RailError(400, 'PARAM_ERROR', 'bill_date');
  const file = fundBill(book, mchid, day);
  return {
    status: 200,
    body: {
      download_url: `/v3/billdownload/file?token=${day}_${mchid}`,
      hash_type: 'SHA1',
      hash_value: createHash('sha1').update(file).digest('hex'),
    },
  };
}

type Play = (parts: WechatParts, call: Call) => string;

/** What who plays may do without a signature; the emulator listens on loopback only. */
const PLAYS: Readonly<Record<string, Play>> = {
  'GET /emulator/bills': ({ book }) => JSON.stringify(book.all()),
  'GET /emulator/fund-bill': ({ book }, { url }) => {
    const mchid = url.searchParams.get('mchid') ?? MERCHANTS.merchant.mchid;
    return fundBill(book, mchid, url.searchParams.get('day') ?? '');
  },
  'PUT /emulator/faults': ({ faults }, { body }) => {
    faults.set(readFaults(parse(body)));
    return '{}';
  },
};

async function play(parts: WechatParts, call: Call): Promise<void> {
  const name = `${call.method} ${call.url.pathname}`;
  const [, key, action] = /^POST \/emulator\/bills\/(\w+)\/(confirm|lapse)$/.exec(name) ?? [];
  if (key !== undefined && (action === 'confirm' || action === 'lapse')) {
    const bill = await parts.desk[action](MERCHANTS.merchant.mchid, key);
    plain(call.response, 200, JSON.stringify(bill));
    return;
  }
  const known = Object.hasOwn(PLAYS, name) ? PLAYS[name] : undefined;
  if (known === undefined) throw new RailError(404, 'NOT_FOUND', 'There is no such route.');
  plain(call.response, 200, known(parts, call));
}

function replyOf(error: unknown): WechatReply {
  if (!(error instanceof RailError)) throw error;
  const { status, code, message } = error;
  return { status, body: { code, message } };
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const isKnown = error instanceof RailError;
  const { status, code, message } = isKnown
    ? error
    : new RailError(500, 'SYSTEM_ERROR', 'Something broke.');
  plain(response, status, JSON.stringify({ code, message }));
}
