import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ConfigError } from '@app/platform';
import type { WechatConfig } from '@app/platform';

import { wechatRailConfig } from './wechat-rail-config';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed25519 = generateKeyPairSync('ed25519');

describe('the keys of the WeChat Pay rail', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wechat-keys-'));
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const privatePem = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const otherPem = ed25519.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

  const config = (keyFile: string): WechatConfig => ({
    url: 'https://api.mch.weixin.qq.com',
    appid: 'wx8888888888888888',
    apiV3Key: '0123456789abcdef0123456789abcdef',
    merchant: {
      mchid: '1900000109',
      serial: '00',
      privateKeyFile: keyFile,
      platformKeyId: 'PUB_KEY_ID_1',
      platformKeyFile: file('wechat.pub', publicPem),
      transferMaxFen: 20_000n,
    },
    platform: null,
  });

  it('are read from their files', () => {
    const read = wechatRailConfig(config(file('good.key', privatePem)), 'https://claims.example');
    expect(read.merchant.privateKey.asymmetricKeyType).toBe('rsa');
    expect(read.merchant.platformKey.type).toBe('public');
    expect(read.apiV3Key).toHaveLength(32);
    expect(read.notifyUrl).toBe('https://claims.example/v1/rails/wechat/webhook');
  });

  it('ask WeChat Pay for no notices at an address that it would not post to', () => {
    const good = config(file('good.key', privatePem));
    expect(wechatRailConfig(good, 'http://127.0.0.1:3000').notifyUrl).toBeNull();
    const played = { ...good, url: 'http://127.0.0.1:4000' };
    expect(wechatRailConfig(played, 'http://127.0.0.1:3000').notifyUrl).not.toBeNull();
  });

  it.each([
    ['not there', () => join(folder, 'missing')],
    ['no key', () => file('text', 'a secret that is no key')],
    ['a key of another kind', () => file('ed25519', otherPem)],
    ['the public half', () => file('public', publicPem)],
  ])('are refused when the file is %s, without a word of it', (_what, keyFile) => {
    const problem = problemOf(() => wechatRailConfig(config(keyFile()), 'https://claims.example'));
    expect(problem).toMatch(/^WECHAT_PRIVATE_KEY must name a PEM file/);
    expect(problem).not.toContain('secret');
  });
});

/** The message of the `ConfigError` that this throws; empty when it throws none. */
function problemOf(work: () => unknown): string {
  try {
    work();
    return '';
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}
