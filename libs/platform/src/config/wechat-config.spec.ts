import { resolve } from 'node:path';

import { ConfigError, loadConfig } from './config';
import type { Environment } from './reader';

const MERCHANT = {
  WECHAT_MCHID: '1900000109',
  WECHAT_APPID: 'wx8888888888888888',
  WECHAT_SERIAL: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
  WECHAT_PRIVATE_KEY: '/etc/ganpei/wechat.key',
  WECHAT_APIV3_KEY: 'a-secret-of-thirty-two-characters'.slice(0, 32),
  WECHAT_PLATFORM_KEY_ID: 'PUB_KEY_ID_0119000001092026000000000000',
  WECHAT_PLATFORM_KEY: 'keys/wechat-pay.pub',
  WECHAT_TRANSFER_MAX_FEN: '200000',
};

const PLATFORM = {
  WECHAT_SP_MCHID: '1900000209',
  WECHAT_SP_SERIAL: '5157F09EFDC096DE15EBE81A47057A7232F1B8E2',
  WECHAT_SP_PRIVATE_KEY: '/etc/ganpei/wechat-sp.key',
  WECHAT_SP_PLATFORM_KEY_ID: '5157F09EFDC096DE15EBE81A47057A7232F1B8E3',
  WECHAT_SP_PLATFORM_KEY: '/etc/ganpei/wechat-sp.pub',
  WECHAT_SP_TRANSFER_MAX_FEN: '20000',
};

const wechat = (env: Environment) => loadConfig({ SUPPORT_PHONE: '95188', ...env }).rails.wechat;

function problemsOf(env: Environment): readonly string[] {
  try {
    wechat(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('the WeChat Pay rail', () => {
  it('is not there without a merchant', () => {
    expect(wechat({})).toBeNull();
  });

  it('is read whole', () => {
    expect(wechat({ ...MERCHANT, ...PLATFORM })).toEqual({
      url: 'https://api.mch.weixin.qq.com',
      appid: MERCHANT.WECHAT_APPID,
      apiV3Key: MERCHANT.WECHAT_APIV3_KEY,
      merchant: {
        mchid: '1900000109',
        serial: MERCHANT.WECHAT_SERIAL,
        privateKeyFile: '/etc/ganpei/wechat.key',
        platformKeyId: MERCHANT.WECHAT_PLATFORM_KEY_ID,
        platformKeyFile: resolve('keys/wechat-pay.pub'),
        transferMaxFen: 200_000n,
      },
      platform: {
        mchid: '1900000209',
        serial: PLATFORM.WECHAT_SP_SERIAL,
        privateKeyFile: '/etc/ganpei/wechat-sp.key',
        platformKeyId: PLATFORM.WECHAT_SP_PLATFORM_KEY_ID,
        platformKeyFile: '/etc/ganpei/wechat-sp.pub',
        transferMaxFen: 20_000n,
      },
    });
  });

  it('needs no platform', () => {
    expect(wechat(MERCHANT)).toMatchObject({ platform: null });
  });

  const others = (all: object, first: string) => Object.keys(all).filter((name) => name !== first);

  it.each(others(MERCHANT, 'WECHAT_MCHID'))('needs %s', (name) => {
    const problems = problemsOf({ ...MERCHANT, [name]: undefined });
    expect(problems).toEqual([expect.stringContaining(`WECHAT_MCHID is set: ${name} must be set`)]);
  });

  it.each(others(PLATFORM, 'WECHAT_SP_MCHID'))('needs %s with a platform', (name) => {
    const problems = problemsOf({ ...MERCHANT, ...PLATFORM, [name]: undefined });
    expect(problems).toEqual([expect.stringContaining(`WECHAT_SP_MCHID is set: ${name} must be`)]);
  });

  it.each([
    ['WECHAT_MCHID', 'shop'],
    ['WECHAT_APPID', 'wx 1'],
    ['WECHAT_SERIAL', 'serial'],
    ['WECHAT_APIV3_KEY', 'a-secret-too-short'],
    ['WECHAT_PLATFORM_KEY_ID', 'PUB_KEY'],
    ['WECHAT_TRANSFER_MAX_FEN', '2000.00'],
    ['WECHAT_TRANSFER_MAX_FEN', '0'],
    ['WECHAT_API_URL', 'ftp://wechat'],
    ['WECHAT_API_URL', 'https://api.example.com/v3'],
  ])('refuses %s=%s in one sentence, and does not repeat it', (name, value) => {
    const problems = problemsOf({ ...MERCHANT, [name]: value });
    expect(problems).toEqual([expect.stringContaining(`${name} must be`)]);
    expect(problems.join()).not.toContain('a-secret');
  });
});
