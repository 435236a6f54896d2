import type { Form } from './files-config';
import { WEBHOOK_SECRET } from './patterns';
import type { Pattern } from './patterns';
import type { Reader } from './reader';

/** The company's own wallet service, into whose wallets payouts can go. */
export interface WalletConfig {
  readonly url: string;
  /** `whsec_…`; signs our requests. */
  readonly secret: string;
  /** `whsec_…`; signs its notices. */
  readonly webhookSecret: string;
  /** The sources of payments that came from these wallets. */
  readonly sources: readonly string[];
}

/** Where a rail listens: https, or http on this machine. */
export const RAIL_URL: Form<string> = {
  read: (text) => (isRailUrl(text) ? text : null),
  en: 'like https://host/path (http only on this machine), without user, password and query',
  zh: '形如 https://主机/路径 的地址（仅本机可用 http），不含用户名、密码和查询参数',
};

const SOURCES: Pattern = {
  form: /^[\w.:-]{1,64}(\s*,\s*[\w.:-]{1,64})*$/,
  en: 'names of sources with commas between them, as their payments are reported',
  zh: '以逗号分隔的支付来源名称，与上报支付时一致',
};

/** Reads the variables of the wallet rail; null without `WALLET_RAIL_URL`. */
export function walletConfig(read: Reader): WalletConfig | null {
  const url = read.as('WALLET_RAIL_URL', RAIL_URL);
  const secret = read.matching('WALLET_RAIL_SECRET', WEBHOOK_SECRET);
  const webhookSecret = read.matching('WALLET_RAIL_WEBHOOK_SECRET', WEBHOOK_SECRET);
  const sources = read.text('WALLET_RAIL_SOURCES') === null ? [] : readSources(read);
  if (url === null) return null;
  if (secret !== null && webhookSecret !== null) return { url, secret, webhookSecret, sources };
  read.refuse(
    'WALLET_RAIL_URL is set: WALLET_RAIL_SECRET and WALLET_RAIL_WEBHOOK_SECRET must be set too. 请同时设置两个密钥。',
  );
  return null;
}

function readSources(read: Reader): string[] {
  const sources = read.list('WALLET_RAIL_SOURCES', { form: SOURCES, fallback: '' });
  return sources.filter((source) => source !== '');
}

function isRailUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const isLocal = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLocal);
  return isSafe && url.username === '' && url.password === '' && url.search === '';
}
