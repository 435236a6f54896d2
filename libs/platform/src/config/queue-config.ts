import { unescape } from 'node:querystring';

import type { Form } from './files-config';

/** A Redis server that holds jobs until somebody works on them. */
export interface QueueConfig {
  readonly host: string;
  readonly port: number;
  /** Whether it is spoken to over TLS. */
  readonly isEncrypted: boolean;
  readonly username: string | null;
  readonly password: string | null;
  /** Two installations on one server have a database each. */
  readonly database: number;
}

const DEFAULT_PORT = 6_379;
const DATABASE = /^(?:\/(\d{1,4})?)?$/;

/** Reads `redis://user:password@host:6379/0`; null when it is anything else. */
function readRedisUrl(text: string): QueueConfig | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !isRedisServer(url) || !isPlain(url)) return null;
  const database = DATABASE.exec(url.pathname);
  return database === null
    ? null
    : {
        host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
        port: url.port === '' ? DEFAULT_PORT : Number(url.port),
        isEncrypted: url.protocol === 'rediss:',
        username: decoded(url.username),
        password: decoded(url.password),
        database: Number(database[1] ?? 0),
      };
}

function isRedisServer({ protocol, hostname, port }: URL): boolean {
  return ['redis:', 'rediss:'].includes(protocol) && hostname !== '' && port !== '0';
}

/** Options of the driver would take the place of ours. */
function isPlain({ search, hash }: URL): boolean {
  return search === '' && hash === '';
}

/** A percent sign that stands for nothing else is taken for itself. */
function decoded(text: string): string | null {
  return text === '' ? null : unescape(text);
}

export const REDIS_URL: Form<QueueConfig> = {
  read: readRedisUrl,
  en: 'like redis://user:password@host:6379/0, or rediss:// for TLS, with nothing after the database; signs of a password that a URL cannot hold are written as %40 for @',
  zh: '形如 redis://用户:密码@主机:6379/0 的地址（TLS 用 rediss://），库号之后不能有其他内容；密码中的特殊字符请写成百分号编码，例如 @ 写作 %40',
};
