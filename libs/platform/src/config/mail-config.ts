import type { Form } from './files-config';
import type { WebhookConfig } from './webhook-config';

/** How messages leave the house, and under which names. */
export interface MailConfig {
  /** The domain of our addresses; its MX leads to our listener. */
  readonly domain: string;
  /** Null writes mails to the outbox in the state folder, where operators read them. */
  readonly smtpUrl: string | null;
  /** Where text messages and instant messages go, each as a signed POST; null for nowhere. */
  readonly sms: WebhookConfig | null;
  readonly im: WebhookConfig | null;
}

/** Without one of their own, addresses end in a name that leads nowhere but here (RFC 6761). */
export const DEFAULT_MAIL_DOMAIN = 'ganpei.localhost';

const DOMAIN =
  /^(?=.{1,190}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/;

export const MAIL_DOMAIN: Form<string> = {
  read: (text) => (DOMAIN.test(text.toLowerCase()) ? text.toLowerCase() : null),
  en: 'a domain such as claims.example.com; that of international names in its xn-- form',
  zh: '形如 claims.example.com 的域名，国际化域名请用 xn-- 形式',
};

export const SMTP_URL: Form<string> = {
  read: (text) => (isSmtpUrl(text) ? text : null),
  en: 'like smtp://user:password@host:587 or smtps://host:465',
  zh: '形如 smtp://用户:密码@主机:587 或 smtps://主机:465 的地址',
};

/** An address that pages and mails begin their links with: no path, nothing behind it. */
export const PUBLIC_ORIGIN: Form<string> = {
  read: readOrigin,
  en: 'like https://claims.example.com, without a path',
  zh: '形如 https://claims.example.com 的地址，不含路径',
};

function isSmtpUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && ['smtp:', 'smtps:'].includes(url.protocol) && url.hostname !== '';
}

function readOrigin(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return null;
  return url.username === '' && url.href === `${url.origin}/` ? url.origin : null;
}
