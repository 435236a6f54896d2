import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import type { MoneyJson } from '@app/money';

import { closeServer } from '../close-server';
import type { BookedTransfer } from './booked-transfer';
import { FaultPlan } from './fault-plan';
import { NoticeSender } from './notice-sender';
import type { NoticeTarget } from './notice-sender';
import { RailBook } from './rail-book';
import { readFaults } from './rail-fault';
import type { RailFault } from './rail-fault';
import { createRailServer } from './rail-server';
import type { RequestCheck } from './rail-server';
import { RequestVerifier } from './request-signature';
import { standardWebhooks } from './standard-webhooks';
import type { WebhookTarget } from './standard-webhooks';
import { TransferDesk } from './transfer-desk';

/** What a new book begins with: ten million of each currency that the packs pay in. */
const OPENING_BALANCES: readonly MoneyJson[] = [
  'CNY',
  'EUR',
  'GBP',
  'SGD',
  'USD',
  'BRL',
  'INR',
].map((currency) => ({ currency, amountMinor: '1000000000' }));

/** How a rail that speaks our JSON protocol is started. */
export interface JsonRailOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** The rail's memory; made if absent, read if present. One rail per file. */
  readonly bookFile: string;
  readonly webhook?: WebhookTarget;
  readonly faults?: readonly RailFault[];
  /** How far the rail's clock is ahead of ours. Default 0. */
  readonly clockSkewMs?: number;
  /** By which the book dates what happens; default: the rail's clock. Signatures keep to that. */
  readonly bookClock?: () => Date;
  /** How long a transfer takes to settle unless a fault says otherwise. Default 0: at once. */
  readonly settlementDelayMs?: number;
  /** Deposits of a new book; an old book keeps what it has. */
  readonly openingBalances?: readonly MoneyJson[];
}

export interface SimulatedRailOptions extends JsonRailOptions {
  /** Shared with the house; every request is signed with it. */
  readonly secret: string;
}

/** What the rail did, for those who check the house against it. */
interface RailBookView {
  /** Every transfer ever taken, the oldest first. */
  readonly transfers: readonly BookedTransfer[];
  readonly balances: readonly MoneyJson[];
  /** All transfers for one of our references. */
  of(reference: string): readonly BookedTransfer[];
  /** Those for which the money left and did not come back; more than one is a double payment. */
  paidOf(reference: string): readonly BookedTransfer[];
}

export interface SimulatedRail {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  book(): RailBookView;
  /** Same as `PUT /faults`. */
  setFaults(faults: readonly RailFault[]): void;
  /** Tells another place from now on; `undefined` tells nobody. */
  setWebhook(webhook: WebhookTarget | undefined): void;
  /** Cuts all connections and closes the book. What was planned goes on at the next start. */
  close(): Promise<void>;
}

/** Starts a payment rail that keeps its own book, on loopback, and misbehaves when told to. */
export function startSimulatedRail(options: SimulatedRailOptions): Promise<SimulatedRail> {
  return startJsonRail(options, new RequestVerifier(options.secret));
}

/** The same with another way to tell that a request is the house's. */
export async function startJsonRail(
  options: JsonRailOptions,
  verifier: RequestCheck,
): Promise<SimulatedRail> {
  const book = await RailBook.open(options.bookFile, options.openingBalances ?? OPENING_BALANCES);
  try {
    return await open(book, options, verifier);
  } catch (error) {
    await book.close();
    throw error;
  }
}

async function open(
  book: RailBook,
  options: JsonRailOptions,
  verifier: RequestCheck,
): Promise<SimulatedRail> {
  const { clockSkewMs = 0, settlementDelayMs = 0 } = options;
  const now = (): Date => new Date(Date.now() + clockSkewMs);
  const bookNow = options.bookClock ?? now;
  const faults = new FaultPlan();
  faults.set(readFaults(options.faults ?? []));
  const notices = new NoticeSender(book, now, targetOf(options.webhook));
  const desk = new TransferDesk(book, notices, { now: bookNow, settlementDelayMs });
  const server = createRailServer({ book, desk, faults, verifier, now, bookNow });
  await once(server.listen(options.port ?? 0, '127.0.0.1'), 'listening');
  desk.resume();
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    book: () => viewBook(book),
    setFaults: (list) => {
      faults.set(readFaults(list));
    },
    setWebhook: (webhook) => {
      notices.retarget(targetOf(webhook));
    },
    close: async () => {
      const isClosed = closeServer(server);
      desk.close();
      await notices.close();
      await isClosed;
      await book.close();
    },
  };
}

function targetOf(webhook: WebhookTarget | undefined): NoticeTarget | undefined {
  return webhook === undefined ? undefined : standardWebhooks(webhook);
}

function viewBook(book: RailBook): RailBookView {
  const transfers = book.all();
  const of = (reference: string): BookedTransfer[] =>
    transfers.filter((transfer) => transfer.reference === reference);
  return {
    transfers,
    balances: book.balanceList(),
    of,
    paidOf: (reference) =>
      of(reference).filter(({ status }) => status === 'accepted' || status === 'settled'),
  };
}
