import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AlipayRailAdapter } from '@app/payouts';
import type { RailOrder } from '@app/payouts';

import { anOrderTo } from '../../testing/emulated-orders';
import { HouseDoor } from '../../testing/house-door';
import { startAlipayEmulator } from '../start-alipay-emulator';
import type { AlipayEmulator } from '../start-alipay-emulator';

const SCENE = { name: '业务结算', infos: [{ type: '赔付原因', content: '交易保障赔付' }] };
/** Long enough for two signed exchanges on a busy machine. */
const TIMEOUT_MS = 1_500;

/** An emulated Alipay with its folder, the house's door for messages, and the adapter to it. */
export class AlipayHouse {
  private constructor(
    readonly folder: string,
    readonly door: HouseDoor,
    private now: { readonly alipay: AlipayEmulator; readonly adapter: AlipayRailAdapter },
  ) {}

  static async start(): Promise<AlipayHouse> {
    const folder = await mkdtemp(join(tmpdir(), 'alipay-emulator-'));
    const door = await HouseDoor.open();
    return new AlipayHouse(folder, door, await open(folder, door));
  }

  get alipay(): AlipayEmulator {
    return this.now.alipay;
  }

  get adapter(): AlipayRailAdapter {
    return this.now.adapter;
  }

  /** The same app at another gateway. */
  adapterTo(gatewayUrl: string): AlipayRailAdapter {
    return adapterOf(this.alipay, gatewayUrl);
  }

  /** The transfers that Alipay has booked for an order, however often it was sent. */
  booked({ key }: RailOrder): string[] {
    const transfers = this.alipay.book.all().filter((transfer) => transfer.key === key);
    return transfers.map(({ status }) => status);
  }

  /** Alipay and the service start anew, over the same book and keys. */
  async restart(): Promise<void> {
    await this.alipay.close();
    this.now = await open(this.folder, this.door);
  }

  /** No faults any more, and a house that receives every message. */
  calm(): void {
    this.alipay.setFaults([]);
    this.door.answer = (response) => response.end('success');
  }

  async stop(): Promise<void> {
    await this.alipay.close();
    await this.door.close();
    await rm(this.folder, { recursive: true });
  }
}

/** An order for 199.00 CNY to an Alipay user, that was not sent before. */
export function anAlipayOrder(change: Partial<RailOrder> = {}): RailOrder {
  const account = '2088123412341234';
  return anOrderTo({ route: 'account', kind: 'alipay', account, name: '林小满' }, change);
}

async function open(
  folder: string,
  door: HouseDoor,
): Promise<{ alipay: AlipayEmulator; adapter: AlipayRailAdapter }> {
  const alipay = await startAlipayEmulator({ folder, port: 0, webhookUrl: door.url });
  alipay.setWebhook(door.url, [10, 10, 10]);
  return { alipay, adapter: adapterOf(alipay, `${alipay.url}/gateway.do`) };
}

function adapterOf({ appId, variables }: AlipayEmulator, gatewayUrl: string): AlipayRailAdapter {
  const { ALIPAY_PRIVATE_KEY_FILE: ours = '', ALIPAY_PUBLIC_KEY_FILE: theirs = '' } = variables;
  return new AlipayRailAdapter({
    appId,
    privateKey: readFileSync(ours, 'utf8'),
    trust: { publicKey: readFileSync(theirs, 'utf8') },
    gatewayUrl,
    scene: SCENE,
    timeoutMs: TIMEOUT_MS,
  });
}
