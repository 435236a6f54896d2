import { once } from 'node:events';

import { ConfigError } from '@app/platform';
import type { Environment } from '@app/platform';

import { startAccountAdapter } from '../service-account/start-account-adapter';
import type { AdapterConfig } from '../service-account/start-account-adapter';

const NEEDED = ['CHAT_APP_ID', 'CHAT_APP_SECRET', 'CHAT_TOKEN', 'IM_WEBHOOK_SECRET'] as const;
const DEFAULTS = {
  CHAT_API_URL: 'https://api.weixin.qq.com',
  CHAT_CHANNEL: 'wechat',
  CHAT_PORT: '3080',
  PUBLIC_URL: 'http://127.0.0.1:3000',
} as const;

/** `ganpei chat-adapter`: joins a service account of a chat platform to a running Ganpei. */
export async function runChatAdapter(env: Environment): Promise<void> {
  const adapter = await startAccountAdapter(adapterConfig(env), () => new Date());
  process.stdout.write(
    `  回调 Callback   ${adapter.url}/callback\n  发送 IM_WEBHOOK ${adapter.url}/send\n`,
  );
  await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
  await adapter.close();
}

function adapterConfig(env: Environment): AdapterConfig {
  const given = (name: string): string => env[name]?.trim() ?? '';
  const missing = NEEDED.filter((name) => given(name) === '');
  if (missing.length > 0) {
    throw new ConfigError(missing.map((name) => `${name} is missing. 缺少 ${name}。`));
  }
  const or = (name: keyof typeof DEFAULTS): string => given(name) || DEFAULTS[name];
  return {
    apiUrl: or('CHAT_API_URL'),
    appId: given('CHAT_APP_ID'),
    appSecret: given('CHAT_APP_SECRET'),
    token: given('CHAT_TOKEN'),
    channel: or('CHAT_CHANNEL'),
    ganpeiUrl: or('PUBLIC_URL'),
    secret: given('IM_WEBHOOK_SECRET'),
    host: '127.0.0.1',
    port: Number(or('CHAT_PORT')),
  };
}
