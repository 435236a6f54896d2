import { once } from 'node:events';
import { resolve } from 'node:path';

import type { Config } from '@app/platform';

import type { StartEmulator } from '../rail-emulators/rail-emulator';
import { startAlipayEmulator } from '../rail-emulators/alipay/start-alipay-emulator';
import { startWalletEmulator } from '../rail-emulators/wallet/start-wallet-emulator';
import { startWechatEmulator } from '../rail-emulators/wechat/start-wechat-emulator';

/** Every rail that can be played on this machine. */
const EMULATORS = {
  alipay: startAlipayEmulator,
  wallet: startWalletEmulator,
  wechat: startWechatEmulator,
} as const satisfies Readonly<Record<string, StartEmulator>>;

export type EmulatorName = keyof typeof EMULATORS;

export const EMULATOR_NAMES = Object.keys(EMULATORS) as EmulatorName[];

/** `ganpei rail-emulator <name>`: plays a payment rail until it is interrupted. */
export async function runRailEmulator(
  { stateDir, publicUrl }: Config,
  name: EmulatorName,
  port: number,
): Promise<void> {
  const emulator = await EMULATORS[name]({
    folder: resolve(stateDir, 'rail-emulators', name),
    port,
    webhookUrl: `${publicUrl}/v1/rails/${name}/webhook`,
  });
  const variables = Object.entries(emulator.variables).map(([key, value]) => `${key}=${value}\n`);
  process.stdout.write(`# ${name}: ${emulator.url}\n${variables.join('')}`);
  await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
  await emulator.close();
}
