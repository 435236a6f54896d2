import type { Form } from './files-config';

/** Where mail comes in. */
export interface MailListenConfig {
  /** LMTP (RFC 2033) behind a mail server of one's own, which hands us what is for us. */
  readonly protocol: 'smtp' | 'lmtp';
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

export interface MailInConfig {
  /** Null takes no mail. */
  readonly listen: MailListenConfig | null;
  /** PEM files for STARTTLS; null offers none. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
}

const LISTEN = /^(?:(smtp|lmtp):\/\/)?(?:\[([0-9a-fA-F:.]+)\]|([\w.-]+)):(\d{1,5})\/?$/;
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** In demo mode mail comes in from this machine only, on whatever port is free. */
const DEMO_LISTEN: MailListenConfig = { protocol: 'smtp', host: '127.0.0.1', port: 0 };

/** Reads `host:port`, `smtp://host:port` or `lmtp://host:port`; `off` is no address. */
function readMailListen(text: string): MailListenConfig | 'off' | null {
  if (text === 'off') return 'off';
  const [, protocol = 'smtp', address, name, digits = ''] = LISTEN.exec(text) ?? [];
  const host = address ?? name;
  const port = Number(digits);
  if (host === undefined || port > 65_535) return null;
  return { protocol: protocol === 'lmtp' ? 'lmtp' : 'smtp', host, port };
}

export const MAIL_LISTEN: Form<MailListenConfig | 'off'> = {
  read: readMailListen,
  en: 'off, or like 127.0.0.1:2525 or lmtp://127.0.0.1:2424',
  zh: 'off，或形如 127.0.0.1:2525、lmtp://127.0.0.1:2424 的地址',
};

/** How mail comes in, by what was read of the environment; adds to `problems` what is wrong. */
export function mailIn(
  listen: MailListenConfig | 'off' | null,
  files: { readonly certFile: string | null; readonly keyFile: string | null },
  { demo, problems }: { readonly demo: boolean; readonly problems: string[] },
): MailInConfig {
  const wanted = listen ?? (demo ? DEMO_LISTEN : 'off');
  if (demo && wanted !== 'off' && !LOOPBACK.includes(wanted.host)) {
    problems.push(
      'MAIL_LISTEN must be on 127.0.0.1 in demo mode. 演示模式下 MAIL_LISTEN 只能监听 127.0.0.1。',
    );
  }
  const { certFile, keyFile } = files;
  if ((certFile === null) !== (keyFile === null)) {
    problems.push(
      'MAIL_TLS_CERT and MAIL_TLS_KEY must be set together. 请同时设置 MAIL_TLS_CERT 和 MAIL_TLS_KEY。',
    );
  }
  return {
    listen: wanted === 'off' ? null : wanted,
    tls: certFile === null || keyFile === null ? null : { certFile, keyFile },
  };
}
