import { createSign, generateKeyPairSync } from 'node:crypto';

import { selfSignedCertificate } from '../../../../../test/support/self-signed-certificate';
import { alipaySdk } from './alipay-keys';

const OURS = generateKeyPairSync('rsa', { modulusLength: 2048 });
const THEIRS = generateKeyPairSync('rsa', { modulusLength: 2048 });
const APP_ID = '2021000000000001';

const PUBLIC_PEM = THEIRS.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const PUBLIC_BARE = THEIRS.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const PKCS1_PEM = OURS.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const PKCS8_PEM = OURS.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const PKCS1_BARE = OURS.privateKey.export({ type: 'pkcs1', format: 'der' }).toString('base64');
const PKCS8_BARE = OURS.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');

describe('the keys of an Alipay app', () => {
  it.each([
    ['PKCS#1 in PEM', PKCS1_PEM, PUBLIC_PEM],
    ['PKCS#8 in PEM', PKCS8_PEM, PUBLIC_PEM],
    ['PKCS#1 as bare base64', PKCS1_BARE, PUBLIC_BARE],
    ['PKCS#8 as bare base64', PKCS8_BARE, PUBLIC_BARE],
  ])('sign the same whether they come as %s', (_what, privateKey, publicKey) => {
    const sdk = alipaySdk({ appId: APP_ID, privateKey, trust: { publicKey } });
    const parameters = { timestamp: '2026-11-23 18:00:00', biz_content: { out_biz_no: 'pyo1' } };
    const reference = alipaySdk({
      appId: APP_ID,
      privateKey: PKCS1_PEM,
      trust: { publicKey: PUBLIC_PEM },
    });
    expect(sdk.sdkExecute('a.b', parameters)).toBe(reference.sdkExecute('a.b', parameters));
  });

  const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  it.each([
    ['no key', 'hello', PUBLIC_PEM],
    ['a key of another kind', EC.privateKey.export({ type: 'pkcs8', format: 'pem' }), PUBLIC_PEM],
    ['nothing to check answers with', PKCS1_PEM, ''],
  ])('are refused when there is %s, without repeating them', (_what, privateKey, publicKey) => {
    const setUp = (): unknown =>
      alipaySdk({ appId: APP_ID, privateKey: privateKey.toString(), trust: { publicKey } });
    expect(setUp).toThrow(/is not an RSA key in PEM or base64\.$/);
    expect(setUp).not.toThrow(/hello|BEGIN/);
  });

  it('may be certificates, whose numbers go with every request', () => {
    const sdk = alipaySdk({
      appId: APP_ID,
      privateKey: PKCS8_PEM,
      trust: {
        appCertificate: selfSignedCertificate('our app', OURS).cert,
        alipayCertificate: selfSignedCertificate('alipay', THEIRS).cert,
        rootCertificates: selfSignedCertificate('root', THEIRS).cert,
      },
    });
    const sent = new URLSearchParams(sdk.sdkExecute('a.b', {}));
    expect(sent.get('app_cert_sn')).toMatch(/^[0-9a-f]{32}$/);
    expect(sent.get('alipay_root_cert_sn')).toMatch(/^[0-9a-f]{32}$/);
    const signature = createSign('RSA-SHA256').update('hello').sign(THEIRS.privateKey, 'base64');
    expect(sdk.rsaCheck('hello', signature)).toBe(true);
    expect(sdk.rsaCheck('hullo', signature)).toBe(false);
  });

  it('are refused when a certificate cannot be read', () => {
    const trust = { appCertificate: 'x', alipayCertificate: 'y', rootCertificates: 'z' };
    const identity = { appId: APP_ID, privateKey: PKCS1_PEM, trust };
    expect(() => alipaySdk(identity)).toThrow('A certificate of Alipay cannot be read');
  });
});
