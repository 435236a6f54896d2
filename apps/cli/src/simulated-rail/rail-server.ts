import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import { readBody } from '../read-body';
import { viewOf } from './booked-transfer';
import type { BookedTransfer, TransferRequest } from './booked-transfer';
import type { FaultPlan } from './fault-plan';
import { answer, disturb, giveAnswer } from './give-answer';
import type { RailReply } from './give-answer';
import type { RailBook } from './rail-book';
import { RailError } from './rail-error';
import { readFaults } from './rail-fault';
import {
  parse,
  readDeposit,
  readKey,
  readReversalRequest,
  readTransferRequest,
} from './read-request';
import { ReversalDesk } from './reversal-desk';
import type { SignedRequest } from './request-signature';
import { readStatement } from './statement';
import type { TransferDesk } from './transfer-desk';

/** Tells requests of the house from others'; throws RailError 401. */
export interface RequestCheck {
  verify(request: SignedRequest, nowMs: number): void;
}

/** The parts of a running rail. */
interface RailParts {
  readonly book: RailBook;
  readonly desk: TransferDesk;
  readonly faults: FaultPlan;
  readonly verifier: RequestCheck;
  readonly now: () => Date;
  /** By which the book is dated. */
  readonly bookNow: () => Date;
}

interface Call {
  readonly url: URL;
  readonly body: string;
  readonly response: ServerResponse;
}

type Route = (parts: RailParts, call: Call) => void | Promise<void>;

const ROUTES: Readonly<Record<string, Route>> = {
  'POST /transfers': sendTransfer,
  'POST /transfers/query': queryTransfer,
  'POST /transfers/reversals': reverseTransfer,
  'POST /spending': spend,
  'GET /transfers': listTransfers,
  'GET /balance': showBalance,
  'POST /deposits': deposit,
  'GET /faults': showFaults,
  'PUT /faults': setFaults,
};

/** The HTTP face of the rail; every request must be signed. */
export function createRailServer(parts: RailParts): Server {
  return createServer((request, response) => {
    handle(parts, request, response).catch((error: unknown) => {
      refuse(response, error);
    });
  });
}

async function handle(
  parts: RailParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url: target = '', headers } = request;
  const body = await readBody(request);
  if (body === null) throw new RailError(413, 'TOO_LARGE', 'The body is too large.');
  parts.verifier.verify({ method, target, body, headers }, parts.now().getTime());
  const url = new URL(target, 'http://rail');
  const route = ROUTES[`${method} ${url.pathname}`] ?? routeOfTransfer(method, url);
  if (route === undefined) throw new RailError(404, 'NO_SUCH_ROUTE', 'There is no such route.');
  await route(parts, { url, body, response });
}

function routeOfTransfer(method: string, url: URL): Route | undefined {
  return method === 'GET' && url.pathname.startsWith('/transfers/') ? showTransfer : undefined;
}

async function sendTransfer(parts: RailParts, { body, response }: Call): Promise<void> {
  const request = readTransferRequest(body);
  const faults = parts.faults.take('send', request);
  if (await disturb(response, faults)) return;
  const reply = await parts.desk.accept(request, faults).then(
    ({ transfer, isNew }) => replyTo(transfer, isNew ? 201 : 200),
    (error: unknown) => refusalOf(error, request),
  );
  await giveAnswer(response, reply, faults);
}

function showTransfer(parts: RailParts, { url, response }: Call): Promise<void> {
  return answerQuery(parts, url.pathname.slice('/transfers/'.length), response);
}

/** The same for callers whose signature covers the body only. */
function queryTransfer(parts: RailParts, { body, response }: Call): Promise<void> {
  return answerQuery(parts, readKey(body), response);
}

/** What was credited on condition goes back; a fault on queries disturbs this as well. */
async function reverseTransfer(parts: RailParts, { body, response }: Call): Promise<void> {
  const request = readReversalRequest(body);
  const faults = parts.faults.take('query', request);
  if (await disturb(response, faults)) return;
  const { key, reference } = request;
  const reply = await new ReversalDesk(parts.book, parts.bookNow).takeBack(request).then(
    (reversal) => ({ status: 200, body: { reversal: { key, reference, ...reversal } } }),
    (error: unknown) => refusalOf(error, request),
  );
  await giveAnswer(response, reply, faults);
}

async function spend(parts: RailParts, { body, response }: Call): Promise<void> {
  await new ReversalDesk(parts.book, parts.bookNow).spend(readReversalRequest(body));
  answer(response, { status: 200, body: {} });
}

async function answerQuery(parts: RailParts, key: string, response: ServerResponse): Promise<void> {
  const known = parts.book.findByKey(key);
  const faults = parts.faults.take('query', known ?? { key });
  if (await disturb(response, faults)) return;
  // Looked up again: it may have been settled, or sent, while the answer was delayed.
  const transfer = faults.has('forget_key') ? undefined : parts.book.findByKey(key);
  await parts.book.durable();
  const error = { code: 'TRANSFER_NOT_FOUND', message: 'There is no such transfer.', key };
  const reply = transfer ? { status: 200, body: { transfer: viewOf(transfer) } } : undefined;
  await giveAnswer(response, reply ?? { status: 404, body: { error } }, faults);
}

async function listTransfers({ book }: RailParts, { url, response }: Call): Promise<void> {
  const page = readStatement(book.all(), url.searchParams);
  await book.durable();
  answer(response, { status: 200, body: page });
}

async function showBalance({ book }: RailParts, { response }: Call): Promise<void> {
  const data = book.balanceList();
  await book.durable();
  answer(response, { status: 200, body: { data } });
}

async function deposit({ book, bookNow }: RailParts, { body, response }: Call): Promise<void> {
  await book.record({ event: 'deposit', at: bookNow().toISOString(), money: readDeposit(body) });
  answer(response, { status: 201, body: { data: book.balanceList() } });
}

function showFaults({ faults }: RailParts, { response }: Call): void {
  answer(response, { status: 200, body: faults.list() });
}

function setFaults({ faults }: RailParts, { body, response }: Call): void {
  faults.set(readFaults(parse(body)));
  answer(response, { status: 200, body: faults.list() });
}

function replyTo(transfer: BookedTransfer, status: number): RailReply {
  if (transfer.status !== 'rejected') return { status, body: { transfer: viewOf(transfer) } };
  const refusal = new RailError(422, transfer.code ?? '', 'This key will never be paid.');
  return refusalOf(refusal, transfer);
}

/** A refusal names the order, so that the house cannot take it for another one's. */
function refusalOf(error: unknown, order: Pick<TransferRequest, 'key' | 'reference'>): RailReply {
  if (!(error instanceof RailError)) throw error;
  const { code, message, status } = error;
  const { key, reference } = order;
  return { status, body: { error: { code, message, key, reference } } };
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const { status, code, message } =
    error instanceof RailError ? error : new RailError(500, 'SYSTEM_ERROR', 'Something broke.');
  answer(response, { status, body: { error: { code, message } } });
}
