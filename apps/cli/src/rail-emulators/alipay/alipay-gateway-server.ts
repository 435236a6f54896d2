import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { KeyObject } from 'node:crypto';

import { Money } from '@app/money';

import { readBody } from '../../read-body';
import type { BookedTransfer } from '../../simulated-rail/booked-transfer';
import type { ActiveFaults, FaultPlan } from '../../simulated-rail/fault-plan';
import type { FaultKind } from '../../simulated-rail/rail-fault';
import { answer, disturb, giveAnswer } from '../../simulated-rail/give-answer';
import type { RailBook } from '../../simulated-rail/rail-book';
import { RailError } from '../../simulated-rail/rail-error';
import { readFaults } from '../../simulated-rail/rail-fault';
import { parse, readObject } from '../../simulated-rail/read-request';
import type { TransferDesk } from '../../simulated-rail/transfer-desk';
import { writeAlipayBill } from './alipay-bill';
import { isSignedBy, signedAnswer, strangersKey } from './gateway-signature';
import { readQueriedKey, readTransfer } from './read-transfer';
import { shanghaiClock } from './shanghai-clock';

const TRANSFER = 'alipay.fund.trans.uni.transfer';
const QUERY = 'alipay.fund.trans.common.query';

/** The parts of a running gateway. */
export interface GatewayParts {
  readonly appId: string;
  readonly app: KeyObject;
  readonly alipay: KeyObject;
  readonly book: RailBook;
  readonly desk: TransferDesk;
  readonly faults: FaultPlan;
}

type Fields = Readonly<Record<string, unknown>>;

/** Bad manners that change what is signed, and not how it is said. */
const IN_THE_ANSWER: readonly FaultKind[] = ['wrong_amount', 'unlisted_code', 'forged_answer'];

/** Codes of the desk in Alipay's words. */
const CODES: Readonly<Record<string, string>> = {
  KEY_CONFLICT: 'PAYMENT_INFO_INCONSISTENCY',
  NOT_ENOUGH: 'PAYER_BALANCE_NOT_ENOUGH',
};

const STATUSES: Readonly<Record<BookedTransfer['status'], string>> = {
  accepted: 'DEALING',
  settled: 'SUCCESS',
  failed: 'FAIL',
  rejected: 'FAIL',
  returned: 'REFUND',
};

/** The HTTP face of the gateway: signed forms in, signed JSON out; and what testers need. */
export function createGatewayServer(parts: GatewayParts): Server {
  return createServer((request, response) => {
    handle(parts, request, response).catch(() => {
      response.destroy();
    });
  });
}

async function handle(
  parts: GatewayParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url: target = '' } = request;
  const body = await readBody(request);
  if (body === null) throw new RailError(413, 'TOO_LARGE', 'The body is too large.');
  const url = new URL(target, 'http://alipay');
  switch (`${method} ${url.pathname}`) {
    case 'POST /gateway.do':
      return callMethod(parts, Object.fromEntries(new URLSearchParams(body)), response);
    case 'PUT /faults':
      parts.faults.set(readFaults(parse(body)));
      answer(response, { status: 200, body: parts.faults.list() });
      return;
    case 'GET /bill':
      response.writeHead(200, { 'content-type': 'text/csv; charset=gbk' });
      response.end(writeAlipayBill(parts.book, url.searchParams.get('day') ?? ''));
      return;
    default:
      answer(response, { status: 404, body: {} });
  }
}

async function callMethod(
  parts: GatewayParts,
  form: Readonly<Record<string, string>>,
  response: ServerResponse,
): Promise<void> {
  const { method = '' } = form;
  const content = form.biz_content ?? '';
  const call = method === TRANSFER ? 'send' : 'query';
  const faults = parts.faults.take(call, { key: keyOf(content) });
  if (await disturb(response, faults)) return;
  const fields = await fieldsOf(parts, form, faults).catch((error: unknown) => refusal(error));
  const key = faults.has('forged_answer') ? strangersKey() : parts.alipay;
  const reply = { status: 200, body: signedAnswer(key, method, twisted(fields, faults)) };
  await giveAnswer(response, reply, faults.except(IN_THE_ANSWER));
}

async function fieldsOf(
  parts: GatewayParts,
  form: Readonly<Record<string, string>>,
  faults: ActiveFaults,
): Promise<Fields> {
  if (form.app_id !== parts.appId) throw new RailError(401, 'isv.invalid-app-id', 'Which app?');
  if (!isSignedBy(parts.app, form))
    throw new RailError(401, 'isv.invalid-signature', 'Not signed.');
  const content = readObject(parse(form.biz_content ?? ''), 'biz_content');
  const { method = '' } = form;
  switch (method) {
    case TRANSFER:
      return transfer(parts, content, faults);
    case QUERY:
      return query(parts, content, faults);
    default:
      throw new RailError(404, 'isv.invalid-method', 'There is no such method.');
  }
}

async function transfer(
  { desk }: GatewayParts,
  content: Fields,
  faults: ActiveFaults,
): Promise<Fields> {
  const request = readTransfer(content);
  // Alipay books nothing for what it refuses at once, so the same key may be tried again.
  const refused = faults.find('reject')?.code;
  if (refused !== undefined) throw new RailError(200, refused, 'Refused.');
  const { transfer: booked } = await desk.accept(request, faults);
  return {
    ...DONE,
    out_biz_no: booked.key,
    order_id: booked.transferId,
    status: STATUSES[booked.status],
    trans_date: shanghaiClock(booked.acceptedAt),
  };
}

async function query(
  { book }: GatewayParts,
  content: Fields,
  faults: ActiveFaults,
): Promise<Fields> {
  const key = readQueriedKey(content);
  const booked = faults.has('forget_key') ? undefined : book.findByKey(key);
  await book.durable();
  if (booked === undefined) throw new RailError(200, 'ORDER_NOT_EXIST', 'There is no such order.');
  const { settledAt, code } = booked;
  const isPaid = booked.status === 'settled';
  return {
    ...DONE,
    out_biz_no: key,
    order_id: booked.transferId,
    status: STATUSES[booked.status],
    passback_params: booked.requestDigest,
    ...(isPaid ? { trans_amount: decimalOf(booked) } : {}),
    ...(settledAt === undefined ? {} : { pay_date: shanghaiClock(settledAt) }),
    ...(code === undefined ? {} : { error_code: code, fail_reason: code }),
  };
}

const DONE = { code: '10000', msg: 'Success' } as const;

function refusal(error: unknown): Fields {
  const { status, code, message } =
    error instanceof RailError ? error : new RailError(500, 'SYSTEM_ERROR', 'Something broke.');
  const kind = status === 401 || status === 404 ? '40002' : '40004';
  return {
    code: status === 500 ? '20000' : kind,
    msg: 'Business Failed',
    sub_code: CODES[code] ?? code,
    sub_msg: message,
  };
}

/** Lets the answer lie; the book stays right. */
function twisted(fields: Fields, faults: ActiveFaults): Fields {
  const invented = faults.find('unlisted_code')?.code;
  if (invented !== undefined) return { code: '40004', msg: 'Business Failed', sub_code: invented };
  const amount = fields.trans_amount;
  if (!faults.has('wrong_amount') || typeof amount !== 'string') return fields;
  return { ...fields, trans_amount: `1${amount}` };
}

function decimalOf({ money }: BookedTransfer): string {
  return Money.fromJson(money).toString().replace(' CNY', '');
}

function keyOf(content: string): string {
  return /"out_biz_no":"([A-Za-z0-9_-]{1,64})"/.exec(content)?.[1] ?? '';
}
