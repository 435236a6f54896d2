import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { closeServer } from '../../close-server';
import { FaultPlan } from '../../simulated-rail/fault-plan';
import { NoticeSender } from '../../simulated-rail/notice-sender';
import { RailBook } from '../../simulated-rail/rail-book';
import { readFaults } from '../../simulated-rail/rail-fault';
import type { RailFault } from '../../simulated-rail/rail-fault';
import { TransferDesk } from '../../simulated-rail/transfer-desk';
import type { EmulatorOptions, RailEmulator } from '../rail-emulator';
import { writeAlipayBill } from './alipay-bill';
import { alipayEmulatorKeys } from './alipay-emulator-keys';
import { createGatewayServer } from './alipay-gateway-server';
import { alipayMessages } from './alipay-messages';

const APP_ID = '2021000000000001';

/** What a new book begins with. */
const OPENING = [{ currency: 'CNY', amountMinor: '1000000000' }];

/** A running gateway of Alipay's, and what it did. */
export interface AlipayEmulator extends RailEmulator {
  readonly book: RailBook;
  readonly appId: string;
  /** Same as `PUT /faults`. */
  setFaults(faults: readonly RailFault[]): void;
  /** Same as `GET /bill?day=2026-03-01`. */
  bill(day: string): Buffer;
  /** Tells another place from now on. */
  setWebhook(url: string, retryDelaysMs?: readonly number[]): void;
}

/**
 * Plays Alipay's gateway for fund transfers: checks signatures, keeps its own book, signs answers
 * and messages, writes its bill, and misbehaves when told to.
 */
export async function startAlipayEmulator(options: EmulatorOptions): Promise<AlipayEmulator> {
  const { folder, port, webhookUrl, bookClock } = options;
  const keys = alipayEmulatorKeys(folder);
  const { alipay } = keys;
  const book = await RailBook.open(join(folder, 'book.jsonl'), OPENING);
  const faults = new FaultPlan();
  const now = (): Date => new Date();
  const to = { appId: APP_ID, alipay };
  const notices = new NoticeSender(book, now, alipayMessages({ ...to, url: webhookUrl }));
  const desk = new TransferDesk(book, notices, { now: bookClock ?? now, settlementDelayMs: 0 });
  const server = createGatewayServer({ appId: APP_ID, app: keys.app, alipay, book, desk, faults });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  desk.resume();
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url,
    variables: {
      ALIPAY_APP_ID: APP_ID,
      ALIPAY_PRIVATE_KEY_FILE: keys.appPrivateKeyFile,
      ALIPAY_PUBLIC_KEY_FILE: keys.alipayPublicKeyFile,
      ALIPAY_GATEWAY_URL: `${url}/gateway.do`,
    },
    book,
    appId: APP_ID,
    setFaults: (list) => {
      faults.set(readFaults(list));
    },
    bill: (day) => writeAlipayBill(book, day),
    setWebhook: (place, retryDelaysMs) => {
      const delays = retryDelaysMs === undefined ? {} : { retryDelaysMs };
      notices.retarget(alipayMessages({ ...to, url: place, ...delays }));
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
