import { execFile } from 'node:child_process';
import {
  access,
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError, errorCode, errorMessage } from './embedded-postgres-error';
import { ROLES } from './credentials';
import type { ServerAccount } from './server-account';
import { giveTo } from './server-account';
import type { Server } from './server-binaries';
import { program } from './server-binaries';
import { childOptions, dataArgument } from './server-environment';
import type { StateFolder } from './state-folder';
import { syncFolder } from './state-folder';

/** What a new data folder is made with. */
export interface NewData {
  readonly server: Server;
  readonly account: ServerAccount | undefined;
  readonly adminPassword: string;
  /** False only for tests, whose data may be lost in a power cut. */
  readonly durable: boolean;
}

/**
 * Appended to `postgresql.conf` once, so that an operator may change them there. Terse logs keep
 * what people wrote (the values in DETAIL lines) out of the server's log.
 */
const SETTINGS = [
  '',
  '# Ganpei',
  'max_connections = 200',
  "timezone = 'UTC'",
  "log_timezone = 'UTC'",
  'log_error_verbosity = terse',
  '',
].join('\n');

/** The major version of the data, or undefined when there are none yet. Refuses damaged folders. */
export async function dataVersion(folder: StateFolder): Promise<number | undefined> {
  let names: string[];
  try {
    names = await readdir(folder.dataDir);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  if (names.length === 0) {
    await rmdir(folder.dataDir);
    return undefined;
  }
  const version = await readFile(join(folder.dataDir, 'PG_VERSION'), 'utf8').catch(() => '');
  const control = await access(join(folder.dataDir, 'global', 'pg_control')).then(
    () => true,
    () => false,
  );
  if (control && /^\d+\s*$/.test(version)) return Number(version);
  throw new EmbeddedPostgresError('platform.postgres_data_unusable', {
    'zh-CN':
      `文件夹 ${folder.dataDir} 不是完整的 PostgreSQL 数据（缺少 PG_VERSION 或 global/pg_control）。` +
      '我们没有改动它。请从备份恢复；若不需要其中的内容，请把它移走后重新启动。',
    en:
      `The folder ${folder.dataDir} is no complete PostgreSQL data (PG_VERSION or ` +
      'global/pg_control is missing). We have not touched it. Restore it from a backup; or, if ' +
      'its content is not needed, move it away and start again.',
  });
}

/** Refuses to open data with a server of another major version: it could not read them. */
export function requireSameVersion(folder: StateFolder, dataMajor: number, server: Server): void {
  if (dataMajor === server.major) return;
  const [data, found] = [String(dataMajor), String(server.major)];
  throw new EmbeddedPostgresError('platform.postgres_version_mismatch', {
    'zh-CN':
      `${folder.dataDir} 由 PostgreSQL ${data} 建立，而找到的服务器（${server.binDir}）是 ${found}。` +
      `请设置 PG_BIN 指向 PostgreSQL ${data}，或用 pg_upgrade 或转储迁移数据。`,
    en:
      `${folder.dataDir} was made by PostgreSQL ${data}, and the server we found ` +
      `(${server.binDir}) is ${found}. Set PG_BIN to a PostgreSQL ${data}, or move the data with ` +
      'pg_upgrade or a dump.',
  });
}

/**
 * Makes the data folder under a temporary name and renames it when it is complete, so that a crash
 * in between leaves nothing that the next start could take for data.
 */
export async function createData(folder: StateFolder, wanted: NewData): Promise<void> {
  const workshop = await mkdtemp(join(folder.root, 'initializing-'));
  try {
    const data = join(workshop, 'data');
    await mkdir(data, { mode: 0o700 });
    await writeFile(join(workshop, 'password'), `${wanted.adminPassword}\n`, { mode: 0o600 });
    if (wanted.account !== undefined) await giveTo(wanted.account, workshop);
    await runInitdb(data, wanted);
    await appendFile(join(data, 'postgresql.conf'), SETTINGS);
    await rename(data, folder.dataDir);
    await syncFolder(folder.root);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/**
 * Sort order must not depend on the host: the built-in provider from 17 on, before that the C
 * library's C.UTF-8 where it exists (same order), else C.
 */
function localeChoices(major: number): readonly (readonly string[])[] {
  return major >= 17
    ? [['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']]
    : [['--locale=C.UTF-8'], ['--locale=C']];
}

async function runInitdb(data: string, wanted: NewData): Promise<void> {
  const folder = await dataArgument(wanted.account, data);
  const fixed = [
    `--pgdata=${folder}`,
    `--pwfile=${folder}/../password`,
    `--username=${ROLES.admin}`,
    '--encoding=UTF8',
    '--data-checksums',
    '--auth=scram-sha-256',
    ...(wanted.durable ? [] : ['--no-sync']),
  ];
  const options = { ...childOptions(wanted.account), cwd: data };
  let failure: unknown;
  for (const locale of localeChoices(wanted.server.major)) {
    try {
      const initdb = program(wanted.server.binDir, 'initdb');
      await promisify(execFile)(initdb, [...fixed, ...locale], options);
      return;
    } catch (error) {
      failure = error;
    }
  }
  throw initdbFailed(failure);
}

function initdbFailed(failure: unknown): EmbeddedPostgresError {
  const saw = errorMessage(failure);
  return new EmbeddedPostgresError(
    'platform.postgres_initdb_failed',
    {
      'zh-CN': `无法建立 PostgreSQL 数据文件夹。请检查磁盘空间和权限。initdb 报告：\n${saw}`,
      en: `The PostgreSQL data folder cannot be made. Check disk space and permissions. ${saw}`,
    },
    failure,
  );
}
