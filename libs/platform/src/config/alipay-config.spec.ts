import { resolve } from 'node:path';

import { alipayConfig } from './alipay-config';
import { Reader } from './reader';
import type { Environment } from './reader';

const APP = { ALIPAY_APP_ID: '2021000000000001', ALIPAY_PRIVATE_KEY_FILE: '/keys/app.pem' };
const KEY = { ...APP, ALIPAY_PUBLIC_KEY_FILE: '/keys/alipay.pem' };
const CERTIFICATES = {
  ALIPAY_APP_CERT_FILE: '/keys/app.crt',
  ALIPAY_CERT_FILE: '/keys/alipay.crt',
  ALIPAY_ROOT_CERT_FILE: 'keys/root.crt',
};

function read(env: Environment): { config: unknown; problems: string[] } {
  const problems: string[] = [];
  return { config: alipayConfig(new Reader(env, problems)), problems };
}

describe('Alipay in the configuration', () => {
  it('is none without an app', () => {
    expect(read({ ALIPAY_PUBLIC_KEY_FILE: '/keys/alipay.pem' })).toEqual({
      config: null,
      problems: [],
    });
  });

  it('is an app with the key that proves answers', () => {
    expect(read(KEY)).toEqual({
      config: {
        appId: APP.ALIPAY_APP_ID,
        privateKeyFile: '/keys/app.pem',
        trust: { publicKeyFile: '/keys/alipay.pem' },
        gatewayUrl: null,
        scene: null,
      },
      problems: [],
    });
  });

  it('is better an app with certificates, and may report its scene', () => {
    const env = {
      ...APP,
      ...CERTIFICATES,
      ALIPAY_GATEWAY_URL: 'https://openapi-sandbox.dl.alipaydev.com/gateway.do',
      ALIPAY_SCENE_NAME: '业务结算',
      ALIPAY_SCENE_INFOS: '赔付原因 = 交易保障赔付；款项用途=赔付',
    };
    expect(read(env)).toEqual({
      config: {
        appId: APP.ALIPAY_APP_ID,
        privateKeyFile: '/keys/app.pem',
        trust: {
          appCertificateFile: '/keys/app.crt',
          alipayCertificateFile: '/keys/alipay.crt',
          rootCertificatesFile: resolve('keys/root.crt'),
        },
        gatewayUrl: env.ALIPAY_GATEWAY_URL,
        scene: {
          name: '业务结算',
          infos: [
            { type: '赔付原因', content: '交易保障赔付' },
            { type: '款项用途', content: '赔付' },
          ],
        },
      },
      problems: [],
    });
  });

  it.each<[string, Environment, RegExp]>([
    ['an app without keys', { ALIPAY_APP_ID: APP.ALIPAY_APP_ID }, /^ALIPAY_APP_ID is set/],
    ['nothing that proves answers', APP, /either ALIPAY_PUBLIC_KEY_FILE or all of/],
    ['two of the certificates', { ...KEY, ...CERTIFICATES, ALIPAY_CERT_FILE: '' }, /or all of/],
    ['a name for a number', { ...KEY, ALIPAY_APP_ID: 'ours' }, /^ALIPAY_APP_ID must be/],
    [
      'plain http',
      { ...KEY, ALIPAY_GATEWAY_URL: 'http://alipay.com/' },
      /^ALIPAY_GATEWAY_URL must/,
    ],
    ['a scene without a report', { ...KEY, ALIPAY_SCENE_NAME: '业务结算' }, /belong together/],
    [
      'a report without words',
      { ...KEY, ALIPAY_SCENE_INFOS: '赔付原因=' },
      /^ALIPAY_SCENE_INFOS must/,
    ],
  ])('is refused with %s', (_what, env, problem) => {
    expect(read(env).problems[0]).toMatch(problem);
  });
});
