import type { Form } from './files-config';
import type { Pattern } from './patterns';
import type { Reader } from './reader';
import { RAIL_URL } from './wallet-config';

/** The Alipay app that payouts leave by. Keys and certificates are paths of files. */
export interface AlipayConfig {
  readonly appId: string;
  readonly privateKeyFile: string;
  readonly trust: AlipayTrustFiles;
  /** Null for Alipay's own. */
  readonly gatewayUrl: string | null;
  /** What merchants who joined from 2026 on have to report of a transfer. */
  readonly scene: AlipaySceneConfig | null;
}

/** What proves Alipay's answers: its public key, or the three certificates. */
export type AlipayTrustFiles =
  | { readonly publicKeyFile: string }
  | {
      readonly appCertificateFile: string;
      readonly alipayCertificateFile: string;
      readonly rootCertificatesFile: string;
    };

export interface AlipaySceneConfig {
  readonly name: string;
  readonly infos: readonly { readonly type: string; readonly content: string }[];
}

const APP_ID: Pattern = {
  form: /^\d{16}$/,
  en: 'the 16 digits of the app, as Alipay shows them',
  zh: '支付宝应用的 16 位编号',
};

const SCENE_NAME: Pattern = {
  form: /^[^\p{C}]{1,32}$/u,
  en: 'the name of the transfer scene, as Alipay approved it',
  zh: '支付宝审核通过的转账场景名称',
};

const SCENE_INFOS: Form<AlipaySceneConfig['infos']> = {
  read: readInfos,
  en: 'like 赔付原因=交易保障赔付, with ; between several, each text of up to 32 characters',
  zh: '形如“赔付原因=交易保障赔付”，多项以分号分隔，每项不超过 32 个字',
};

const CERTIFICATES = ['ALIPAY_APP_CERT_FILE', 'ALIPAY_CERT_FILE', 'ALIPAY_ROOT_CERT_FILE'];

/** Reads the variables of the Alipay rail; null without `ALIPAY_APP_ID`. */
export function alipayConfig(read: Reader): AlipayConfig | null {
  const appId = read.matching('ALIPAY_APP_ID', APP_ID);
  const gatewayUrl = read.as('ALIPAY_GATEWAY_URL', RAIL_URL);
  const scene = sceneConfig(read);
  if (appId === null) return null;
  const privateKeyFile = read.path('ALIPAY_PRIVATE_KEY_FILE');
  const trust = trustFiles(read);
  if (privateKeyFile === null || trust === null) {
    read.refuse(
      `ALIPAY_APP_ID is set: ALIPAY_PRIVATE_KEY_FILE must be set too, and either ALIPAY_PUBLIC_KEY_FILE or all of ${CERTIFICATES.join(', ')}. 请同时设置应用私钥，以及支付宝公钥或三个证书。`,
    );
    return null;
  }
  return { appId, privateKeyFile, trust, gatewayUrl, scene };
}

/** The certificates, or the key where there are none; null when neither is whole. */
function trustFiles(read: Reader): AlipayTrustFiles | null {
  const [appCertificateFile, alipayCertificateFile, rootCertificatesFile] = CERTIFICATES.map(
    (name) => read.path(name),
  );
  const publicKeyFile = read.path('ALIPAY_PUBLIC_KEY_FILE');
  if (appCertificateFile && alipayCertificateFile && rootCertificatesFile) {
    return { appCertificateFile, alipayCertificateFile, rootCertificatesFile };
  }
  const hasSome = appCertificateFile ?? alipayCertificateFile ?? rootCertificatesFile;
  return publicKeyFile === null || hasSome ? null : { publicKeyFile };
}

function sceneConfig(read: Reader): AlipaySceneConfig | null {
  const name = read.matching('ALIPAY_SCENE_NAME', SCENE_NAME);
  const infos = read.as('ALIPAY_SCENE_INFOS', SCENE_INFOS);
  if (name !== null && infos !== null) return { name, infos };
  if (name !== null || infos !== null) {
    read.refuse(
      'ALIPAY_SCENE_NAME and ALIPAY_SCENE_INFOS belong together: set both or neither. 请同时设置或同时不设置转账场景及其报备信息。',
    );
  }
  return null;
}

function readInfos(text: string): AlipaySceneConfig['infos'] | null {
  const infos = text.split(/[;；]/).map((entry) => {
    const [, type, content] =
      /^\s*([^=\p{C}]{1,32}?)\s*=\s*([^\p{C}]{1,32}?)\s*$/u.exec(entry) ?? [];
    return { type: type ?? '', content: content ?? '' };
  });
  return infos.every(({ type, content }) => type !== '' && content !== '') ? infos : null;
}
