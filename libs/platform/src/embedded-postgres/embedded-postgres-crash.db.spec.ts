import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { isAlive } from './process-identity';
import { endGroup, makeCheckout, runStarter, spawnStarter } from './testing/mini-checkout';
import { ask, StateFolders } from './testing/state-folders';

// A cold start takes about a second, but machines that run tests are busy.
jest.setTimeout(60_000);

const folders = new StateFolders();
const checkout = folders.fresh();
const prepared = folders.fresh();
const settings = { fsync: 'off' };

beforeAll(async () => {
  makeCheckout(checkout);
  const postgres = await folders.start(prepared);
  await ask(postgres.ownerUrl, 'CREATE TABLE promises (text text)');
  await postgres.stop();
});

afterAll(async () => {
  await folders.clear();
});

const until = async (condition: () => boolean): Promise<void> => {
  const deadline = Date.now() + 60_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the condition did not come true in 60 s');
    await sleep(2);
  }
};

describe('when the process that started the server ends', () => {
  it.each([
    ['is killed', 'SIGKILL'],
    ['gets ctrl-C in its terminal', 'SIGINT'],
    ['loses its terminal', 'SIGHUP'],
  ] as const)('because it %s, the server lives on and is adopted', async (_how, signal) => {
    const stateDir = folders.copyOf(prepared);
    const starter = await runStarter(checkout, { stateDir, settings });
    folders.watch(starter.postgres);
    await ask(starter.postgres.ownerUrl, "INSERT INTO promises VALUES ('kept')");
    await endGroup(starter.process, signal);
    const adopter = await folders.start(stateDir);
    expect(adopter).toMatchObject({ adopted: true, pid: starter.postgres.pid });
    expect(await ask(adopter.ownerUrl, 'SELECT text FROM promises')).toBe('kept');
    await adopter.stop();
    expect(isAlive(adopter.pid)).toBe(false);
  });

  it('because its work is done, the server does not hold it back', async () => {
    const stateDir = folders.copyOf(prepared);
    const starter = await runStarter(checkout, { stateDir, settings, then: 'return' });
    folders.watch(starter.postgres);
    if (starter.process.exitCode === null) await once(starter.process, 'exit');
    expect(starter.process.exitCode).toBe(0);
    expect(isAlive(starter.postgres.pid)).toBe(true);
  });

  it('in the middle of making the data, the next start makes them anew', async () => {
    const stateDir = folders.fresh();
    const root = join(stateDir, 'postgres');
    const starter = spawnStarter(checkout, { stateDir, settings });
    const half = (): string[] =>
      existsSync(root) ? readdirSync(root).filter((name) => name.startsWith('initializing')) : [];
    await until(() => half().some((name) => existsSync(join(root, name, 'data', 'PG_VERSION'))));
    await endGroup(starter, 'SIGKILL');
    expect(existsSync(join(root, 'data'))).toBe(false);
    const postgres = await folders.start(stateDir);
    expect(postgres.adopted).toBe(false);
    expect(half()).toEqual([]);
  });
});

describe('when several start at once', () => {
  it('in one process and in others, one starts and all get the same server', async () => {
    const stateDir = folders.fresh();
    const others = [1, 2].map(() => runStarter(checkout, { stateDir, settings, then: 'return' }));
    const own = [1, 2].map(() => folders.start(stateDir));
    const all = [
      ...(await Promise.all(own)),
      ...(await Promise.all(others)).map((o) => o.postgres),
    ];
    expect(all.filter(({ adopted }) => !adopted)).toHaveLength(1);
    expect(new Set(all.map(({ appUrl, pid }) => `${appUrl} ${pid}`)).size).toBe(1);
  });

  it('while another stops, whoever starts gets a server that stays', async () => {
    const stateDir = folders.copyOf(prepared);
    const first = await folders.start(stateDir);
    const [, second] = await Promise.all([first.stop(), folders.start(stateDir)]);
    expect(second).toMatchObject({ adopted: false });
    expect(await ask(second.appUrl, 'SELECT 1')).toBe(1);
  });
});

describe('when the server itself is killed', () => {
  it('while clients write, it recovers what was committed', async () => {
    const stateDir = folders.copyOf(prepared);
    const first = await folders.start(stateDir, { settings: {} });
    const client = new Client({ connectionString: first.ownerUrl });
    client.on('error', () => undefined);
    await client.connect();
    await client.query("INSERT INTO promises VALUES ('committed')");
    await client.query("BEGIN; INSERT INTO promises VALUES ('open')");
    process.kill(first.pid, 'SIGKILL');
    const second = await folders.start(stateDir);
    expect(second.adopted).toBe(false);
    const all = "SELECT string_agg(text, ',') FROM promises";
    expect(await ask(second.ownerUrl, all)).toBe('committed');
    await client.end().catch(() => undefined);
  });

  it('while one of its processes is still busy, the start waits for that one to go', async () => {
    const stateDir = folders.copyOf(prepared);
    const first = await folders.start(stateDir);
    // Such a process notices only at its end that the server is gone.
    const busy = `DO $$ DECLARE till timestamptz := clock_timestamp() + interval '1.5 s';
      BEGIN WHILE clock_timestamp() < till LOOP END LOOP; END $$`;
    const answer = ask(first.ownerUrl, busy).catch(() => 'broken off');
    const isBusy = "SELECT count(*)::int FROM pg_stat_activity WHERE query LIKE 'DO %'";
    while ((await ask(first.adminUrl, isBusy)) === 0) await sleep(5);
    process.kill(first.pid, 'SIGKILL');
    const second = await folders.start(stateDir);
    expect(second.adopted).toBe(false);
    expect(readFileSync(second.logFile, 'utf8')).toContain('is still in use');
    await answer;
  });

  it('and its pid belongs to another process by now, it is started again', async () => {
    const stateDir = folders.copyOf(prepared);
    const file = join(stateDir, 'postgres', 'data', 'postmaster.pid');
    for (const pid of [process.pid, process.ppid]) {
      writeFileSync(file, `${pid}\n/nowhere\n1\n54321\n\n127.0.0.1\n 1 1\nready   \n`);
      const postgres = await folders.start(stateDir);
      expect(postgres.adopted).toBe(false);
      await postgres.stop();
    }
  });
});

describe('a lock whose owner is gone', () => {
  it('does not keep the next start waiting', async () => {
    const stateDir = folders.copyOf(prepared);
    mkdirSync(join(stateDir, 'postgres'), { recursive: true });
    const lock = join(stateDir, 'postgres', 'start.lock');
    const gone = { pid: process.pid, processStart: '1', token: 'of an earlier life of this pid' };
    writeFileSync(lock, JSON.stringify(gone));
    const postgres = await folders.start(stateDir, { timeoutMs: 5_000 });
    expect(postgres.adopted).toBe(false);
    expect(existsSync(lock)).toBe(false);
    expect(readFileSync(postgres.logFile, 'utf8')).toContain('ready to accept connections');
  });
});
