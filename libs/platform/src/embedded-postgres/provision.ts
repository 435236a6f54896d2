import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import type { Credentials } from './credentials';
import { ROLES } from './credentials';
import { EmbeddedPostgresError, errorCode, errorMessage } from './embedded-postgres-error';

/** The database of the service. */
export const DATABASE = 'ganpei';

/** Where the roles of the service log in. */
export interface RoleUrls {
  readonly adminUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly auditorUrl: string;
}

/** The roles that are no superusers. */
const SERVICE_ROLES = ['owner', 'app', 'auditor'] as const;
const CONNECT_TIMEOUT_MS = 10_000;

/** The URLs for a server on this port. `sslmode` overrides a `PGSSLMODE` of the environment. */
export function roleUrls(port: number, credentials: Credentials): RoleUrls {
  const url = (role: keyof Credentials, database: string): string =>
    `postgres://${ROLES[role]}:${credentials[role]}@127.0.0.1:${port}/${database}` +
    '?sslmode=disable';
  return {
    // Not the service's own database: it could not be copied while its owner is connected.
    adminUrl: url('admin', 'postgres'),
    ownerUrl: url('owner', DATABASE),
    appUrl: url('app', DATABASE),
    auditorUrl: url('auditor', DATABASE),
  };
}

/**
 * Sees to it that the three roles and the database exist and that the URLs really work; changes
 * nothing that is in order. Safe to run again after a crash at any point.
 */
export async function provision(urls: RoleUrls, credentials: Credentials): Promise<void> {
  await asAdmin(urls, async (client) => {
    await createMissing(client, credentials);
    if (await canAllLogIn(urls)) return;
    for (const role of SERVICE_ROLES) {
      const password = escapeLiteral(credentials[role]);
      await client.query(`ALTER ROLE ${ROLES[role]} LOGIN PASSWORD ${password}`);
    }
    await Promise.all(SERVICE_ROLES.map((role) => logIn(urls[`${role}Url`])));
  });
}

async function asAdmin(urls: RoleUrls, work: (client: Client) => Promise<void>): Promise<void> {
  const client = newClient(urls.adminUrl);
  try {
    await client.connect().catch((error: unknown) => {
      throw errorCode(error) === '28P01' ? wrongPassword(error) : noAnswer(urls, error);
    });
    // A failing CREATE ROLE would otherwise be logged with the password in it.
    await client.query('SET log_min_error_statement = panic');
    await work(client);
  } finally {
    await client.end();
  }
}

function newClient(connectionString: string): Client {
  const client = new Client({ connectionString, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // The failed query reports a broken connection; without a listener it would end the process.
  client.on('error', () => undefined);
  return client;
}

interface Found {
  readonly roles: string[];
  readonly database: boolean;
  readonly granted: boolean;
}

async function createMissing(client: Client, credentials: Credentials): Promise<void> {
  const { rows } = await client.query<Found>(
    `SELECT ARRAY(SELECT rolname::text FROM pg_roles WHERE rolname = ANY($1)) AS roles,
            EXISTS (SELECT FROM pg_database WHERE datname = $2) AS database,
            EXISTS (SELECT FROM pg_database WHERE datname = $2 AND datacl IS NOT NULL) AS granted`,
    [SERVICE_ROLES.map((role) => ROLES[role]), DATABASE],
  );
  const found = rows[0] ?? { roles: [], database: false, granted: false };
  for (const role of SERVICE_ROLES) {
    if (found.roles.includes(ROLES[role])) continue;
    await client.query(
      `CREATE ROLE ${ROLES[role]} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE
         PASSWORD ${escapeLiteral(credentials[role])}`,
    );
  }
  const name = escapeIdentifier(DATABASE);
  if (!found.database) await client.query(`CREATE DATABASE ${name} OWNER ${ROLES.owner}`);
  if (found.granted) return;
  // Several statements in one message are one transaction: all of it or none.
  await client.query(
    `REVOKE ALL ON DATABASE ${name} FROM PUBLIC;
     GRANT CONNECT, TEMPORARY ON DATABASE ${name} TO ${ROLES.app};
     GRANT CONNECT ON DATABASE ${name} TO ${ROLES.auditor};`,
  );
}

async function canAllLogIn(urls: RoleUrls): Promise<boolean> {
  try {
    await Promise.all(SERVICE_ROLES.map((role) => logIn(urls[`${role}Url`])));
    return true;
  } catch (error) {
    const code = errorCode(error) ?? '';
    // Another password, or a role that may not log in.
    if (['28P01', '28000'].includes(code)) return false;
    // All connections of a busy server are taken: that is no reason to doubt the roles.
    if (code === '53300') return true;
    throw noAnswer(urls, error);
  }
}

async function logIn(url: string): Promise<void> {
  const client = newClient(url);
  try {
    await client.connect();
  } finally {
    // Also after a refusal: a connection left half open would keep DROP DATABASE waiting.
    await client.end();
  }
}

/** The server runs, but the connection failed: it may be about to end. */
function noAnswer(urls: RoleUrls, cause: unknown): EmbeddedPostgresError {
  const { host } = new URL(urls.adminUrl);
  const saw = errorMessage(cause);
  return new EmbeddedPostgresError(
    'platform.postgres_no_answer',
    {
      'zh-CN': `PostgreSQL 在 ${host} 上运行，但连接失败：${saw}。请稍后重试，或查看服务器日志。`,
      en: `PostgreSQL runs on ${host}, but connecting failed: ${saw}. Try again, or see its log.`,
    },
    cause,
  );
}

function wrongPassword(cause: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'platform.postgres_wrong_password',
    {
      'zh-CN':
        'PostgreSQL 拒绝了状态文件夹中 credentials.json 的管理员密码：该文件与数据不是同一套。' +
        '请把与数据相配的 credentials.json 从备份恢复。',
      en:
        'PostgreSQL refuses the admin password in credentials.json of the state folder: the file ' +
        'and the data do not belong together. Restore the credentials.json that goes with the data.',
    },
    cause,
  );
}
