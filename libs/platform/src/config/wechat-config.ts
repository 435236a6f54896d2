import type { Form } from './files-config';
import type { Pattern } from './patterns';
import type { Reader } from './reader';

/** How WeChat Pay knows one of our merchants, and the keys of the two: PEM files. */
export interface WechatMerchantConfig {
  readonly mchid: string;
  /** Of the merchant's API certificate, in hexadecimal. */
  readonly serial: string;
  readonly privateKeyFile: string;
  /** `PUB_KEY_ID_…`, or the serial number of the platform certificate. */
  readonly platformKeyId: string;
  readonly platformKeyFile: string;
  /** The most that this merchant may transfer at once, in fen. */
  readonly transferMaxFen: bigint;
}

export interface WechatConfig {
  readonly url: string;
  readonly appid: string;
  /** 32 bytes that decrypt notices. */
  readonly apiV3Key: string;
  readonly merchant: WechatMerchantConfig;
  /** The platform (平台商户) that collected the payments of its shops; without one none go back. */
  readonly platform: WechatMerchantConfig | null;
}

const WECHAT_API = 'https://api.mch.weixin.qq.com';

const MCHID: Pattern = { form: /^\d{8,32}$/, en: '8 to 32 digits', zh: '8 至 32 位数字' };
const APPID: Pattern = {
  form: /^[A-Za-z0-9]{8,32}$/,
  en: '8 to 32 letters and digits',
  zh: '8 至 32 位字母或数字',
};
const SERIAL: Pattern = {
  form: /^[0-9A-Fa-f]{8,64}$/,
  en: 'the serial number of the merchant certificate in hexadecimal',
  zh: '十六进制的商户证书序列号',
};
const API_V3_KEY: Pattern = {
  form: /^[!-~]{32}$/,
  en: 'the APIv3 key of exactly 32 characters',
  zh: '32 个字符的 APIv3 密钥',
};
const PLATFORM_KEY_ID: Pattern = {
  form: /^(PUB_KEY_ID_\d{8,64}|[0-9A-Fa-f]{8,64})$/,
  en: 'like PUB_KEY_ID_…, or the serial number of the platform certificate',
  zh: '形如 PUB_KEY_ID_… 的公钥 ID，或平台证书序列号',
};
const TRANSFER_MAX_FEN: Form<bigint> = {
  read: (text) => (/^[1-9]\d{0,11}$/.test(text) ? BigInt(text) : null),
  en: 'a whole number of fen, such as 20000 for CNY 200.00',
  zh: '以分为单位的整数，例如 20000 表示 200.00 元',
};
const API_ORIGIN: Form<string> = {
  read: (text) => (isOrigin(text) ? new URL(text).origin : null),
  en: 'like https://host, without a path',
  zh: '形如 https://主机 的地址，不带路径',
};

function isOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && ['http:', 'https:'].includes(url.protocol) && url.pathname === '/';
}

/**
 * The WeChat Pay rail, when `WECHAT_MCHID` is set; then all of its variables have to be. The same
 * for its platform with `WECHAT_SP_MCHID`.
 */
export function wechatConfig(read: Reader): WechatConfig | null {
  const merchant = merchantOf(read, 'WECHAT');
  if (merchant === null) return null;
  const text = textsOf(read, 'WECHAT');
  return {
    url: read.or('WECHAT_API_URL', API_ORIGIN, WECHAT_API),
    appid: text('APPID', APPID),
    apiV3Key: text('APIV3_KEY', API_V3_KEY),
    merchant,
    platform: merchantOf(read, 'WECHAT_SP'),
  };
}

function merchantOf(read: Reader, prefix: string): WechatMerchantConfig | null {
  if (read.text(`${prefix}_MCHID`) === null) return null;
  const text = textsOf(read, prefix);
  const file = (rest: string): string => {
    const name = `${prefix}_${rest}`;
    return read.path(name) ?? absent(read, name, '');
  };
  const maxName = `${prefix}_TRANSFER_MAX_FEN`;
  return {
    mchid: text('MCHID', MCHID),
    serial: text('SERIAL', SERIAL),
    privateKeyFile: file('PRIVATE_KEY'),
    platformKeyId: text('PLATFORM_KEY_ID', PLATFORM_KEY_ID),
    platformKeyFile: file('PLATFORM_KEY'),
    transferMaxFen: read.as(maxName, TRANSFER_MAX_FEN) ?? absent(read, maxName, 0n),
  };
}

function textsOf(read: Reader, prefix: string): (rest: string, form: Pattern) => string {
  return (rest, form) => {
    const name = `${prefix}_${rest}`;
    return read.matching(name, form) ?? absent(read, name, '');
  };
}

/** Notes that a variable is missing; one that is there and wrong has been noted already. */
function absent<Value>(read: Reader, name: string, instead: Value): Value {
  if (read.text(name) === null) {
    const main = name.startsWith('WECHAT_SP_') ? 'WECHAT_SP_MCHID' : 'WECHAT_MCHID';
    read.refuse(`${main} is set: ${name} must be set too. 请同时设置 ${name}。`);
  }
  return instead;
}
