import { join, resolve } from 'node:path';

import { S3_URL, SCANNER } from './files-config';
import type { FilesConfig, Form } from './files-config';
import { NAME, ORIGIN, PACK_IDS, TOKEN, WEBHOOK_SECRET } from './patterns';
import type { Pattern } from './patterns';

/** The variables of the environment that Ganpei reads; README.md holds the same table. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** The folder for everything that is not in PostgreSQL: keys, files, the embedded server. */
  readonly stateDir: string;
  /** A given server's URL; without one the embedded server is used. */
  readonly databaseUrl: string | null;
  /** The login that may run migrations; without one `databaseUrl` does it. */
  readonly databaseOwnerUrl: string | null;
  /** A folder with `postgres` and `initdb`, instead of the ones from npm. */
  readonly postgresBinDir: string | null;
  /** Demo accounts and demo data exist; never on a machine that outsiders reach. */
  readonly demo: boolean;
  readonly supportPhone: string;
  /** Who gives the guarantee, as letters name it. */
  readonly guarantorName: string;
  /** How often the sweep looks for work whose job was lost. */
  readonly sweepIntervalMs: number;
  readonly rails: { readonly simulated: SimulatedRailConfig | null };
  readonly ledger: LedgerConfig;
  readonly programs: ProgramsConfig;
  readonly files: FilesConfig;
  /** What a metrics scraper sends as bearer token; without one only people may look. */
  readonly metricsToken: string | null;
}

/** The guarantee programmes of this installation. */
export interface ProgramsConfig {
  /** A folder with packs of the deployer's own, beside the ones that are built in. */
  readonly packsDir: string | null;
  /** A file with working days and days off of the deployer's own, above the built-in ones. */
  readonly calendarsFile: string | null;
  /** The packs that claimants are promised; the others only evaluate and compare. */
  readonly offered: readonly string[];
}

/** The ledger's transparency log and the places that its checkpoints go to. */
export interface LedgerConfig {
  /** The log's name, for its first start only; made up when none is given. */
  readonly origin: string | null;
  readonly checkpointDir: string;
  readonly checkpointWebhook: WebhookConfig | null;
}

export interface WebhookConfig {
  readonly url: string;
  /** `whsec_…`, as Standard Webhooks writes secrets. */
  readonly secret: string;
}

export interface SimulatedRailConfig {
  readonly url: string;
  readonly secret: string;
  readonly webhookSecret: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Says in one sentence per wrong variable what is wrong and what would be right. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
  }
}

const DEMO_PHONE = '400-000-0000';
const DEFAULT_GUARANTOR = 'Ganpei 敢赔';
const DEFAULT_OFFER = 'cn-wallet-theft-guarantee';

/** Reads the configuration, or throws a `ConfigError` that names every wrong variable at once. */
export function loadConfig(env: Environment): Config {
  const problems: string[] = [];
  const read = new Reader(env, problems);
  const demo = read.flag('DEMO');
  const supportPhone = read.text('SUPPORT_PHONE') ?? (demo ? DEMO_PHONE : null);
  if (supportPhone === null) {
    problems.push(
      'SUPPORT_PHONE is missing: set the telephone number that victims can call (every page and mail prints it). ' +
        '缺少 SUPPORT_PHONE：请设置受害人可拨打的客服电话。',
    );
  }
  const stateDir = resolve(read.text('STATE_DIR') ?? '.ganpei');
  const config: Config = {
    host: read.text('HOST') ?? '127.0.0.1',
    port: read.integer('PORT', { fallback: 3000, min: 0, max: 65_535 }),
    stateDir,
    databaseUrl: read.postgresUrl('DATABASE_URL'),
    databaseOwnerUrl: read.postgresUrl('DATABASE_OWNER_URL'),
    postgresBinDir: read.text('PG_BIN'),
    demo,
    supportPhone: supportPhone ?? '',
    guarantorName: read.matching('GUARANTOR_NAME', NAME) ?? DEFAULT_GUARANTOR,
    sweepIntervalMs: read.integer('SWEEP_INTERVAL_MS', { fallback: 5_000, min: 100, max: 600_000 }),
    rails: { simulated: read.simulatedRail() },
    ledger: {
      origin: read.matching('LEDGER_ORIGIN', ORIGIN),
      checkpointDir: resolve(
        read.text('LEDGER_CHECKPOINT_DIR') ?? join(stateDir, 'ledger-checkpoints'),
      ),
      checkpointWebhook: read.checkpointWebhook(),
    },
    programs: {
      packsDir: read.path('GANPEI_PACKS_DIR'),
      calendarsFile: read.path('GANPEI_CALENDARS_FILE'),
      offered: read.list('GANPEI_PROGRAMS', { form: PACK_IDS, fallback: DEFAULT_OFFER }),
    },
    files: { s3: read.as('GANPEI_FILES_URL', S3_URL), scanner: read.as('GANPEI_CLAMD', SCANNER) },
    metricsToken: read.matching('METRICS_TOKEN', TOKEN),
  };
  problems.push(...contradictions(config));
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** What is wrong between variables that are right each by itself. */
function contradictions(config: Config): string[] {
  const problems: string[] = [];
  if (config.databaseOwnerUrl !== null && config.databaseUrl === null) {
    problems.push(
      'DATABASE_OWNER_URL is set, but DATABASE_URL is not: set both or neither. 请同时设置二者。',
    );
  }
  if (config.demo && !['127.0.0.1', '::1', 'localhost'].includes(config.host)) {
    problems.push(
      'HOST must be 127.0.0.1 in demo mode: everybody knows the demo password. 演示模式下 HOST 只能是 127.0.0.1。',
    );
  }
  return problems;
}

class Reader {
  constructor(
    private readonly env: Environment,
    private readonly problems: string[],
  ) {}

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

  checkpointWebhook(): WebhookConfig | null {
    const url = this.text('LEDGER_CHECKPOINT_WEBHOOK');
    if (url === null) return null;
    if (!isHttpUrl(url)) {
      this.problems.push(
        'LEDGER_CHECKPOINT_WEBHOOK must look like https://host/path. LEDGER_CHECKPOINT_WEBHOOK 须形如 https://主机/路径。',
      );
    }
    const name = 'LEDGER_CHECKPOINT_WEBHOOK_SECRET';
    const secret = this.matching(name, WEBHOOK_SECRET);
    if (secret === null && this.text(name) === null) {
      this.problems.push(
        `LEDGER_CHECKPOINT_WEBHOOK is set: ${name} must be set too. 请同时设置 ${name}。`,
      );
    }
    return secret === null ? null : { url, secret };
  }
}

function isHttpUrl(url: string): boolean {
  return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}

function isPostgresUrl(url: URL | null): url is URL {
  if (url === null) return false;
  return ['postgres:', 'postgresql:'].includes(url.protocol) && url.pathname.length > 1;
}
