import { join, resolve } from 'node:path';

import { S3_URL, SCANNER } from './files-config';
import type { FilesConfig } from './files-config';
import { PUBLIC_ORIGIN } from './mail-config';
import type { MailConfig } from './mail-config';
import { MAIL_LISTEN, mailIn } from './mail-listen-config';
import type { MailInConfig } from './mail-listen-config';
import { NAME, ORIGIN, PACK_IDS, TOKEN } from './patterns';
import { REDIS_URL } from './queue-config';
import type { QueueConfig } from './queue-config';
import { railsConfig } from './rails-config';
import type { RailsConfig } from './rails-config';
import { Reader } from './reader';
import type { Environment } from './reader';
import { DEFAULT_SUPPORT_HOURS, SUPPORT_HOURS } from './support-hours';
import { TRUST_PROXY } from './trust-proxy';
import type { SupportSpan } from './support-hours';
import type { WebhookConfig } from './webhook-config';

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
  /** When it is answered on working days, in the time zone of the first offered programme. */
  readonly supportHours: readonly SupportSpan[];
  /** Who gives the guarantee, as letters name it. */
  readonly guarantorName: string;
  /** How often the sweep looks for work whose job was lost. */
  readonly sweepIntervalMs: number;
  /** The Redis server that holds the jobs; without one PostgreSQL does. */
  readonly queue: QueueConfig | null;
  readonly rails: RailsConfig;
  readonly ledger: LedgerConfig;
  readonly programs: ProgramsConfig;
  readonly files: FilesConfig;
  readonly mail: MailConfig;
  readonly mailIn: MailInConfig;
  /** What links to our own pages begin with, such as `https://claims.example.com`. */
  readonly publicUrl: string;
  /** Proxies of our own, which say where a request came from; without them nobody is believed. */
  readonly trustedProxies: readonly string[];
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
  const port = read.integer('PORT', { fallback: 3000, min: 0, max: 65_535 });
  const config: Config = {
    host: read.text('HOST') ?? '127.0.0.1',
    port,
    stateDir,
    databaseUrl: read.postgresUrl('DATABASE_URL'),
    databaseOwnerUrl: read.postgresUrl('DATABASE_OWNER_URL'),
    postgresBinDir: read.text('PG_BIN'),
    demo,
    supportPhone: supportPhone ?? '',
    supportHours: read.or('SUPPORT_HOURS', SUPPORT_HOURS, DEFAULT_SUPPORT_HOURS),
    guarantorName: read.matching('GUARANTOR_NAME', NAME) ?? DEFAULT_GUARANTOR,
    sweepIntervalMs: read.integer('SWEEP_INTERVAL_MS', { fallback: 5_000, min: 100, max: 600_000 }),
    queue: read.as('QUEUE_URL', REDIS_URL),
    rails: railsConfig(read),
    ledger: {
      origin: read.matching('LEDGER_ORIGIN', ORIGIN),
      checkpointDir: resolve(
        read.text('LEDGER_CHECKPOINT_DIR') ?? join(stateDir, 'ledger-checkpoints'),
      ),
      checkpointWebhook: read.webhook('LEDGER_CHECKPOINT_WEBHOOK'),
    },
    programs: {
      packsDir: read.path('GANPEI_PACKS_DIR'),
      calendarsFile: read.path('GANPEI_CALENDARS_FILE'),
      offered: read.list('GANPEI_PROGRAMS', { form: PACK_IDS, fallback: DEFAULT_OFFER }),
    },
    files: { s3: read.as('GANPEI_FILES_URL', S3_URL), scanner: read.as('GANPEI_CLAMD', SCANNER) },
    mail: read.mail(),
    mailIn: mailIn(
      read.as('MAIL_LISTEN', MAIL_LISTEN),
      { certFile: read.path('MAIL_TLS_CERT'), keyFile: read.path('MAIL_TLS_KEY') },
      { demo, problems },
    ),
    publicUrl: read.or('PUBLIC_URL', PUBLIC_ORIGIN, `http://127.0.0.1:${String(port)}`),
    trustedProxies: read.or('GANPEI_TRUST_PROXY', TRUST_PROXY, []),
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
