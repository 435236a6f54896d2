import { readFileSync } from 'node:fs';

import type { AlipayConfig } from '@app/platform';

import { AlipayRailAdapter } from './alipay.rail';
import type { AlipayTrust } from './alipay-keys';

/** The Alipay rail as the configuration names it. Throws when a key file cannot be read or used. */
export function configuredAlipay(config: AlipayConfig): AlipayRailAdapter {
  const { appId, privateKeyFile, trust, gatewayUrl, scene } = config;
  return new AlipayRailAdapter({
    appId,
    privateKey: readText(privateKeyFile),
    trust: readTrust(trust),
    scene,
    ...(gatewayUrl === null ? {} : { gatewayUrl }),
  });
}

function readTrust(files: AlipayConfig['trust']): AlipayTrust {
  if ('publicKeyFile' in files) return { publicKey: readText(files.publicKeyFile) };
  return {
    appCertificate: readText(files.appCertificateFile),
    alipayCertificate: readText(files.alipayCertificateFile),
    rootCertificates: readText(files.rootCertificatesFile),
  };
}

function readText(path: string): string {
  return readFileSync(path, 'utf8').trim();
}
