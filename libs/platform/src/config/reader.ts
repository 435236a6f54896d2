import { resolve } from 'node:path';

import type { Form } from './files-config';
import { DEFAULT_MAIL_DOMAIN, MAIL_DOMAIN, SMTP_URL } from './mail-config';
import type { MailConfig } from './mail-config';
import { WEBHOOK_SECRET } from './patterns';
import type { Pattern } from './patterns';
import type { WebhookConfig } from './webhook-config';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface SimulatedRailConfig {
  readonly url: string;
  readonly secret: string;
  readonly webhookSecret: string;
}

/** Reads variables of the environment, and notes in one sentence each what is wrong with them. */
export class Reader {
  constructor(
    private readonly env: Environment,
    private readonly problems: string[],
  ) {}

  /** Notes what is wrong with a variable, in both languages. */
  refuse(problem: string): void {
    this.problems.push(problem);
  }

  text(name: string): string | null {
    const value = this.env[name]?.trim() ?? '';
    return value === '' ? null : value;
  }

  /** A text of a given form; a wrong one is not repeated, because it may be a secret. */
  matching(name: string, { form, en, zh }: Pattern): string | null {
    return this.as(name, { read: (text) => (form.test(text) ? text : null), en, zh });
  }

  /** A value of a given form; a wrong one is not repeated, because it may hold a secret. */
  as<Value>(name: string, { read, en, zh }: Form<Value>): Value | null {
    const text = this.text(name);
    const value = text === null ? null : read(text);
    if (text !== null && value === null) {
      this.problems.push(`${name} must be ${en}. ${name} 须为${zh}。`);
    }
    return value;
  }

  or<Value>(name: string, form: Form<Value>, fallback: Value): Value {
    return this.as(name, form) ?? fallback;
  }

  path(name: string): string | null {
    const value = this.text(name);
    return value === null ? null : resolve(value);
  }

  /** Names with commas between them, each once, in the order in which they are written. */
  list(name: string, { form, fallback }: { form: Pattern; fallback: string }): string[] {
    const value = this.matching(name, form) ?? fallback;
    return [...new Set(value.split(',').map((part) => part.trim()))];
  }

  flag(name: string): boolean {
    const value = this.text(name);
    if (value === null || value === 'false' || value === '0') return false;
    if (value === 'true' || value === '1') return true;
    this.problems.push(
      `${name} is "${value}", but must be true or false. ${name} 只能是 true 或 false。`,
    );
    return false;
  }

  integer(name: string, rule: { fallback: number; min: number; max: number }): number {
    const value = this.text(name);
    if (value === null) return rule.fallback;
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= rule.min && number <= rule.max) return number;
    const range = `${String(rule.min)} to ${String(rule.max)}`;
    this.problems.push(
      `${name} is "${value}", but must be a whole number from ${range}. ${name} 须为 ${range} 之间的整数。`,
    );
    return rule.fallback;
  }

  postgresUrl(name: string): string | null {
    const value = this.text(name);
    if (value === null) return null;
    const url = URL.canParse(value) ? new URL(value) : null;
    if (!isPostgresUrl(url)) {
      this.problems.push(
        `${name} must look like postgres://user:password@host:5432/database. ${name} 须形如 postgres://用户:密码@主机:5432/数据库。`,
      );
      return null;
    }
    if (url.searchParams.has('options')) {
      // They would take the place of ours, and with them go the role and the time limits.
      this.problems.push(
        `${name} must not carry "options": Ganpei sets role and time limits there. ${name} 不能带 options 参数。`,
      );
      return null;
    }
    return value;
  }

  simulatedRail(): SimulatedRailConfig | null {
    const url = this.text('RAIL_SIMULATED_URL');
    if (url === null) return null;
    const secret = this.text('RAIL_SIMULATED_SECRET');
    const webhookSecret = this.text('RAIL_SIMULATED_WEBHOOK_SECRET');
    if (!isHttpUrl(url)) {
      this.problems.push(
        `RAIL_SIMULATED_URL is "${url}", but must look like http://host:port. RAIL_SIMULATED_URL 须形如 http://主机:端口。`,
      );
    }
    if (secret === null || webhookSecret === null) {
      this.problems.push(
        'RAIL_SIMULATED_URL is set: RAIL_SIMULATED_SECRET and RAIL_SIMULATED_WEBHOOK_SECRET must be set too. 请同时设置两个密钥。',
      );
      return null;
    }
    return { url, secret, webhookSecret };
  }

  /** Where something is posted, `NAME`, and with which secret, `NAME_SECRET`. */
  webhook(name: string): WebhookConfig | null {
    const url = this.text(name);
    if (url === null) return null;
    if (!isHttpUrl(url)) {
      this.problems.push(
        `${name} must look like https://host/path. ${name} 须形如 https://主机/路径。`,
      );
    }
    const secretName = `${name}_SECRET`;
    const secret = this.matching(secretName, WEBHOOK_SECRET);
    if (secret === null && this.text(secretName) === null) {
      this.problems.push(
        `${name} is set: ${secretName} must be set too. 请同时设置 ${secretName}。`,
      );
    }
    return secret === null ? null : { url, secret };
  }

  mail(): MailConfig {
    const domain = this.as('MAIL_DOMAIN', MAIL_DOMAIN);
    const smtpUrl = this.as('SMTP_URL', SMTP_URL);
    if (smtpUrl !== null && domain === null) {
      this.problems.push(
        'SMTP_URL is set: MAIL_DOMAIN must be set too, so that every mail can be answered. 请同时设置 MAIL_DOMAIN，使每封邮件都能得到回复。',
      );
    }
    return {
      domain: domain ?? DEFAULT_MAIL_DOMAIN,
      smtpUrl,
      sms: this.webhook('SMS_WEBHOOK'),
      im: this.webhook('IM_WEBHOOK'),
    };
  }
}

function isHttpUrl(url: string): boolean {
  return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}

function isPostgresUrl(url: URL | null): url is URL {
  if (url === null) return false;
  return ['postgres:', 'postgresql:'].includes(url.protocol) && url.pathname.length > 1;
}
