import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { EmbeddedPostgres } from './index';
import { ask, StateFolders } from './testing/state-folders';

// A cold start takes about a second, but machines that run tests are busy.
jest.setTimeout(60_000);

const folders = new StateFolders();
const home = folders.fresh();
const isPosix = process.platform !== 'win32';
let postgres: EmbeddedPostgres;

beforeAll(async () => {
  // Once with the durable defaults, as people start it.
  postgres = await folders.start(home, { settings: {} });
});

afterAll(async () => {
  await folders.clear();
});

const as = (url: string, name: string, value: string): string => {
  const parts = new URL(url);
  if (name === 'password') parts.password = value;
  else parts.pathname = `/${value}`;
  return parts.href;
};

describe('a server that was just made', () => {
  it('was started, not found running', () => {
    expect(postgres).toMatchObject({ adopted: false, host: '127.0.0.1', database: 'ganpei' });
  });

  it.each([
    ['the owner', 'ownerUrl', 'ganpei_owner'],
    ['the application', 'appUrl', 'ganpei_app'],
    ['the auditor', 'auditorUrl', 'ganpei_auditor'],
  ] as const)('lets %s in, without special rights', async (_who, url, role) => {
    const rights =
      'SELECT (rolname, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls)::text' +
      ' FROM pg_roles WHERE rolname = current_user';
    expect(await ask(postgres[url], rights)).toBe(`(${role},f,f,f,f,f)`);
  });

  it('belongs to the owner, who alone may make schemas', async () => {
    const owner = "SELECT datdba::regrole::text FROM pg_database WHERE datname = 'ganpei'";
    expect(await ask(postgres.adminUrl, owner)).toBe('ganpei_owner');
    await ask(postgres.ownerUrl, 'CREATE SCHEMA claims_trial');
    await ask(postgres.ownerUrl, 'CREATE TABLE public.owned_trial ()');
    for (const url of [postgres.appUrl, postgres.auditorUrl]) {
      await expect(ask(url, 'CREATE SCHEMA stranger')).rejects.toThrow(/permission denied/);
      await expect(ask(url, 'CREATE TABLE public.stranger ()')).rejects.toThrow(
        /permission denied/,
      );
    }
  });

  it.each([
    ['server_encoding', 'UTF8'],
    ['data_checksums', 'on'],
    ['fsync', 'on'],
    ['full_page_writes', 'on'],
    ['synchronous_commit', 'on'],
    ['password_encryption', 'scram-sha-256'],
    ['max_connections', '200'],
    ['shared_buffers', '128MB'],
    ['timezone', 'UTC'],
    ['listen_addresses', '127.0.0.1'],
    ['unix_socket_directories', ''],
    ['log_error_verbosity', 'terse'],
  ])('runs with %s = %s', async (name, value) => {
    expect(await ask(postgres.adminUrl, `SHOW ${name}`)).toBe(value);
  });

  it('sorts and folds text the same on every host, Chinese included', async () => {
    const provider =
      "SELECT (datlocprovider, datlocale)::text FROM pg_database WHERE datname = 'ganpei'";
    expect(await ask(postgres.appUrl, provider)).toBe('(b,C.UTF-8)');
    const sorted = "SELECT string_agg(x, ' ' ORDER BY x) FROM unnest('{赔,a,É,Z,敢,é}'::text[]) x";
    expect(await ask(postgres.appUrl, sorted)).toBe('Z a É é 敢 赔');
    expect(await ask(postgres.appUrl, "SELECT upper('é赔')")).toBe('É赔');
  });

  it.each(['adminUrl', 'ownerUrl', 'appUrl', 'auditorUrl'] as const)(
    'refuses a wrong or an empty password for %s',
    async (url) => {
      for (const password of ['wrong', '']) {
        const refused = ask(as(postgres[url], 'password', password), 'SELECT 1');
        await expect(refused).rejects.toThrow(/password/);
      }
    },
  );

  it('asks for SCRAM in every line of its access rules', () => {
    const rules = readFileSync(join(postgres.dataDir, 'pg_hba.conf'), 'utf8');
    const methods = rules
      .split('\n')
      .flatMap((line) => /^(?:local|host)\s.*?(\S+)$/.exec(line)?.[1] ?? []);
    expect(new Set(methods)).toEqual(new Set(['scram-sha-256']));
  });

  it('listens on the loopback interface only', async () => {
    const interfaces = Object.values(networkInterfaces()).flatMap((one) => one ?? []);
    const others = interfaces.map(({ address }) => address).filter((one) => one !== '127.0.0.1');
    for (const address of ['127.0.0.2', '::1', ...others]) {
      expect([address, await answers(address, postgres.port)]).toEqual([address, false]);
    }
    expect(await answers('127.0.0.1', postgres.port)).toBe(true);
  });

  it('keeps its passwords to itself, and leaves nothing of the making behind', () => {
    const root = join(home, 'postgres');
    const openTo = (path: string): number => statSync(path).mode & 0o077;
    const secret = ['credentials.json', 'server.log', 'data'].map((name) => join(root, name));
    expect(secret.map((path) => (isPosix ? openTo(path) : 0))).toEqual([0, 0, 0]);
    const names = readdirSync(root).filter((name) => !name.startsWith('server-'));
    expect(names.sort()).toEqual(['credentials.json', 'data', 'port', 'server.log']);
    const password = new URL(postgres.ownerUrl).password;
    expect(readFileSync(postgres.logFile, 'utf8')).not.toContain(password);
  });
});

describe('a second look at a running server', () => {
  it('finds it and gives the same answers', async () => {
    const again = await folders.start(home);
    const { adminUrl, ownerUrl, appUrl, auditorUrl, pid, dataDir } = postgres;
    const same = { adminUrl, ownerUrl, appUrl, auditorUrl, pid, dataDir };
    expect(again).toMatchObject({ ...same, adopted: true });
  });

  it('mends passwords and a database that somebody has changed', async () => {
    await ask(postgres.adminUrl, "ALTER ROLE ganpei_app PASSWORD 'changed by hand'");
    await ask(postgres.adminUrl, 'ALTER ROLE ganpei_auditor NOLOGIN');
    await expect(ask(postgres.appUrl, 'SELECT 1')).rejects.toThrow(/password/);
    await folders.start(home);
    expect(await ask(postgres.appUrl, 'SELECT 1')).toBe(1);
    expect(await ask(postgres.auditorUrl, 'SELECT 1')).toBe(1);
    await ask(postgres.adminUrl, 'CREATE DATABASE template_trial TEMPLATE ganpei');
    await ask(postgres.adminUrl, 'DROP DATABASE ganpei');
    await folders.start(home);
    const roles = "SELECT datacl::text FROM pg_database WHERE datname = 'ganpei'";
    expect(await ask(postgres.appUrl, roles)).not.toMatch(/[{,]=/);
  });
});

describe('a server that was stopped', () => {
  it('comes back with its data, its port and its URLs', async () => {
    await ask(postgres.ownerUrl, "CREATE TABLE kept AS SELECT '敢赔' AS promise");
    await postgres.stop();
    await expect(ask(postgres.ownerUrl, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
    expect(existsSync(join(postgres.dataDir, 'postmaster.pid'))).toBe(false);
    await postgres.stop();
    const again = await folders.start(home);
    expect(again).toMatchObject({ adopted: false, ownerUrl: postgres.ownerUrl });
    expect(await ask(again.ownerUrl, 'SELECT promise FROM kept')).toBe('敢赔');
    await postgres.stop();
    expect(await ask(again.ownerUrl, 'SELECT 1')).toBe(1);
    await again.stop();
  });

  it('gives way to whoever has taken its port meanwhile', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => {
      squatter.listen(postgres.port, '127.0.0.1', resolve);
    });
    try {
      const port = { port: postgres.port };
      await expect(folders.start(home, port)).rejects.toThrow(String(postgres.port));
      const moved = await folders.start(home);
      expect(moved.port).not.toBe(postgres.port);
      expect(await ask(moved.appUrl, 'SELECT 1')).toBe(1);
      await moved.stop();
    } finally {
      squatter.close();
    }
  });

  it('runs beside its own copy, even if the copy names the first one as its server', async () => {
    const copy = folders.copyOf(home);
    const first = await folders.start(home);
    const file = join('postgres', 'data', 'postmaster.pid');
    writeFileSync(join(copy, file), readFileSync(join(home, file)));
    const second = await folders.start(copy);
    expect(second).toMatchObject({ adopted: false });
    expect(second.port).not.toBe(first.port);
    await ask(second.ownerUrl, "UPDATE kept SET promise = 'copy'");
    expect(await ask(first.ownerUrl, 'SELECT promise FROM kept')).toBe('敢赔');
    await Promise.all([first.stop(), second.stop()]);
  });
});

async function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 });
    const end = (result: boolean) => (): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}
