import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { closeServer } from '../../close-server';
import type { EmulatorOptions, RailEmulator } from '../rail-emulator';
import { WechatBook } from './wechat-book';
import type { WechatBillEntry } from './wechat-book';
import { WechatDesk } from './wechat-desk';
import { readFaults, WechatFaults } from './wechat-fault';
import type { WechatFault } from './wechat-fault';
import { fundBill } from './wechat-fund-bill';
import { MERCHANTS, wechatKeys } from './wechat-keys';
import type { WechatKeys } from './wechat-keys';
import { WechatNotices } from './wechat-notices';
import { createWechatServer } from './wechat-server';
import { WechatSignature } from './wechat-signature';

/** What each merchant of a new book has to pay with: a million. */
const OPENING_FEN = 100_000_000n;

export interface WechatEmulatorOptions extends Omit<EmulatorOptions, 'webhookUrl'> {
  /** Not needed: every order names its own. */
  readonly webhookUrl?: string;
  /** The verified names of WeChat's users by openid; others are anybody. */
  readonly names?: ReadonlyMap<string, string>;
  /** WeChat Pay's clock. Default: the wall clock. */
  readonly now?: () => Date;
}

/** A running emulator, for those who check the service against it. */
export interface WechatEmulator extends RailEmulator {
  /** Same as `PUT /emulator/faults`. */
  setFaults(faults: readonly WechatFault[]): void;
  /** Every bill ever made, whoever asked for it. */
  bills(): WechatBillEntry[];
  /** The payee takes the money. */
  confirm(outBillNo: string): Promise<WechatBillEntry>;
  /** The payee lets a day pass. */
  lapse(outBillNo: string): Promise<WechatBillEntry>;
  /** Money from the merchant's bank. */
  topUp(mchid: string, amountFen: bigint): Promise<void>;
  balanceFen(mchid: string): bigint;
  /** The fund bill (资金账单) of a merchant for one day in Shanghai, as CSV. */
  fundBill(mchid: string, day: string): string;
}

/** Plays WeChat Pay on loopback: APIv3 with real signatures, over a book of its own. */
export async function startWechatEmulator(options: WechatEmulatorOptions): Promise<WechatEmulator> {
  const keys = wechatKeys(options.folder);
  const book = await WechatBook.open(join(options.folder, 'book.jsonl'));
  try {
    return await open(book, keys, options);
  } catch (error) {
    await book.close();
    throw error;
  }
}

async function open(
  book: WechatBook,
  keys: WechatKeys,
  options: WechatEmulatorOptions,
): Promise<WechatEmulator> {
  const { port, names = new Map(), now = () => new Date(), bookClock = now } = options;
  const signature = new WechatSignature(keys);
  const faults = new WechatFaults();
  const notices = new WechatNotices(book, signature, now);
  const finished = (bill: WechatBillEntry): void => {
    notices.tell(bill);
  };
  const desk = new WechatDesk(book, { now: bookClock, names, finished });
  const topUp = (mchid: string, amountFen: bigint): Promise<void> => {
    const at = now().toISOString();
    const entry = { id: randomUUID(), mchid, amountFen: amountFen.toString(), at };
    return book.record({ event: 'top_up', topUp: entry });
  };
  if (book.topUps.length === 0) {
    await Promise.all(Object.values(MERCHANTS).map(({ mchid }) => topUp(mchid, OPENING_FEN)));
  }
  const server = createWechatServer({ book, desk, faults, signature, now });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  for (const bill of book.all()) await desk.settle(bill);
  for (const bill of book.untold()) notices.tell(bill);
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const { mchid } = MERCHANTS.merchant;
  return {
    url,
    variables: { WECHAT_API_URL: url, ...keys.variables },
    setFaults: (list) => {
      faults.set(readFaults(list));
    },
    bills: () => book.all(),
    confirm: (outBillNo) => desk.confirm(mchid, outBillNo),
    lapse: (outBillNo) => desk.lapse(mchid, outBillNo),
    topUp,
    balanceFen: (owner) => book.balanceFen(owner),
    fundBill: (owner, day) => fundBill(book, owner, day),
    close: async () => {
      const isClosed = closeServer(server);
      await notices.close();
      await isClosed;
      await book.close();
    },
  };
}
