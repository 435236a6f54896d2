import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import type { ServerAccount } from './server-account';
import { parseAccounts } from './server-account';
import { makeCheckout, runStarter, unpackServer } from './testing/mini-checkout';
import { ask, StateFolders } from './testing/state-folders';

// A cold start takes about a second, but machines that run tests are busy.
jest.setTimeout(60_000);

const folders = new StateFolders();
const settings = { fsync: 'off' };
const isRoot = process.getuid?.() === 0;
const accounts = isRoot ? parseAccounts(readFileSync('/etc/passwd', 'utf8')) : [];
const nobody = accounts.find(({ name }) => name === 'nobody');
const debianBin = '/usr/lib/postgresql/15/bin';
const sharedPlace = '/var/lib/ganpei';

const user = nobody ?? { name: 'nobody', uid: 65_534, gid: 65_534 };
const preparedByRoot = folders.fresh();

/** Can this user run our Node and read our packages? Not if they lie below the home of root. */
function userCanRun(): boolean {
  const { uid, gid } = user;
  const program = `require(${JSON.stringify(require.resolve('pg'))})`;
  try {
    execFileSync(process.execPath, ['-e', program], { uid, gid, cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const onLinux = process.platform === 'linux' ? describe : describe.skip;
const asRoot = isRoot && process.platform === 'linux' ? describe : describe.skip;
const asUser = isRoot && nobody !== undefined && userCanRun() ? describe : describe.skip;
const withDebian = existsSync(join(debianBin, 'initdb')) ? describe : describe.skip;

beforeAll(async () => {
  const postgres = await folders.start(preparedByRoot);
  await postgres.stop();
});

afterAll(async () => {
  await folders.clear();
});

/** A folder with mode 0700, as the home of a careful user. */
function closedHome(owner?: ServerAccount): string {
  const home = folders.fresh();
  mkdirSync(home);
  chmodSync(home, 0o700);
  if (owner !== undefined) chownSync(home, owner.uid, owner.gid);
  return home;
}

const ownerOf = (pid: number): number => statSync(`/proc/${pid}`).uid;

describe('a package without its links, as npm unpacks it', () => {
  it('is completed in place where node_modules may be written', async () => {
    const checkout = folders.fresh();
    makeCheckout(checkout);
    const server = unpackServer(checkout);
    const stateDir = folders.fresh();
    const { postgres } = await runStarter(checkout, { stateDir, settings, then: 'return' });
    folders.watch(postgres);
    expect(await ask(postgres.appUrl, 'SELECT 1')).toBe(1);
    expect(existsSync(join(server, 'native', 'lib', 'libpq.so.5'))).toBe(true);
    expect(readdirSync(join(stateDir, 'postgres'))).not.toContainEqual(
      expect.stringMatching(/^server-/),
    );
  });
});

onLinux('an odd environment', () => {
  it('changes neither the server nor the way to it', async () => {
    const checkout = folders.fresh();
    makeCheckout(checkout);
    const stateDir = join(folders.fresh(), `敢赔 'of' "Lin"`);
    const locale = { LANG: 'zh_CN.GB18030', LC_ALL: 'zh_CN.GB18030', TZ: 'Asia/Shanghai' };
    const client = { PGSSLMODE: 'require', PGHOST: 'db.example.org', PGPORT: '1', PGDATA: '/nope' };
    const env = { ...locale, ...client };
    const options = { stateDir, settings, env, then: 'return' } as const;
    const { postgres } = await runStarter(checkout, options);
    folders.watch(postgres);
    const facts =
      "SELECT concat_ws(' ', current_setting('lc_messages'), current_setting('timezone'))";
    expect(await ask(postgres.appUrl, facts)).toBe('C UTC');
    const passedOn = readFileSync(`/proc/${postgres.pid}/environ`, 'utf8').split('\0');
    expect(passedOn).toEqual(expect.arrayContaining(['LC_ALL=C', 'TZ=UTC']));
    expect(passedOn.filter((one) => /db\.example\.org|Shanghai|GB18030/.test(one))).toEqual([]);
    expect(await folders.start(stateDir)).toMatchObject({ adopted: true, pid: postgres.pid });
  });
});

asUser('an ordinary user', () => {
  const checkout = folders.fresh();
  let server: string;

  beforeAll(() => {
    makeCheckout(checkout);
    server = unpackServer(checkout);
  });

  it('with node_modules of somebody else and a closed home gets a copy and a server', async () => {
    const stateDir = join(closedHome(user), '.ganpei');
    const options = { stateDir, settings, ...user, then: 'return' } as const;
    const { postgres } = await runStarter(checkout, options);
    folders.watch(postgres);
    expect(await ask(postgres.appUrl, 'SELECT 1')).toBe(1);
    expect(ownerOf(postgres.pid)).toBe(user.uid);
    expect(existsSync(join(server, 'native', 'lib', 'libpq.so.5'))).toBe(false);
    const names = readdirSync(join(stateDir, 'postgres'));
    expect(names.filter((name) => name.startsWith('server-'))).toHaveLength(1);
    expect(statSync(join(stateDir, 'postgres')).mode & 0o777).toBe(0o700);

    // Root looks after the same state folder, and leaves it to its owner.
    const adopted = await folders.start(stateDir);
    expect(adopted).toMatchObject({ adopted: true, pid: postgres.pid });
    await adopted.stop();
    const again = await folders.start(stateDir);
    expect(ownerOf(again.pid)).toBe(user.uid);
    await again.stop();
    const own = await runStarter(checkout, options);
    folders.watch(own.postgres);
    expect(own.postgres).toMatchObject({ adopted: false, ownerUrl: postgres.ownerUrl });
  });

  it('is told to whom the data belong if root made them', async () => {
    const stateDir = folders.copyOf(preparedByRoot);
    chmodSync(join(stateDir, 'postgres'), 0o777);
    const refused = runStarter(checkout, { stateDir, settings, ...user, then: 'return' });
    await expect(refused).rejects.toThrow(/belongs to uid/);
  });
});

asRoot('root', () => {
  it('runs the server as another account, with its data below the state folder', async () => {
    const stateDir = folders.copyOf(preparedByRoot);
    const postgres = await folders.start(stateDir);
    expect(ownerOf(postgres.pid)).not.toBe(0);
    expect(statSync(postgres.dataDir)).toMatchObject({ uid: ownerOf(postgres.pid) });
    expect(postgres.dataDir).toBe(join(stateDir, 'postgres', 'data'));
    expect(statSync(join(preparedByRoot, 'postgres')).mode & 0o777).toBe(0o711);
  });

  it('with everything below a closed home keeps the data there and the home closed', async () => {
    const existedBefore = existsSync(sharedPlace);
    const home = closedHome();
    const checkout = join(home, 'checkout');
    makeCheckout(checkout);
    unpackServer(checkout);
    const stateDir = join(checkout, '.ganpei');
    try {
      const options = { stateDir, settings, then: 'return' } as const;
      const { postgres } = await runStarter(checkout, options);
      folders.watch(postgres);
      await ask(postgres.ownerUrl, "CREATE TABLE kept AS SELECT '敢赔' AS promise");
      expect(ownerOf(postgres.pid)).not.toBe(0);
      expect(postgres.dataDir).toBe(join(stateDir, 'postgres', 'data'));
      expect(statSync(home).mode & 0o777).toBe(0o700);
      const adopted = await folders.start(stateDir);
      expect(adopted).toMatchObject({ adopted: true, pid: postgres.pid });
      await adopted.stop();
      const again = await runStarter(checkout, options);
      folders.watch(again.postgres);
      expect(await ask(again.postgres.ownerUrl, 'SELECT promise FROM kept')).toBe('敢赔');
    } finally {
      await folders.stopAll();
      if (!existedBefore) rmSync(sharedPlace, { recursive: true, force: true });
    }
  });

  it('takes over data whose account does not exist on this machine', async () => {
    const stateDir = folders.copyOf(preparedByRoot);
    execFileSync('chown', ['-R', '54321:54321', join(stateDir, 'postgres', 'data')]);
    const postgres = await folders.start(stateDir);
    expect(ownerOf(postgres.pid)).not.toBe(54_321);
    expect(statSync(join(postgres.dataDir, 'PG_VERSION')).uid).toBe(ownerOf(postgres.pid));
  });
});

withDebian("the system's own PostgreSQL 15, named by PG_BIN", () => {
  it('is provisioned in the same way and sorts in the same order', async () => {
    const postgres = await folders.start(folders.fresh(), { binDir: debianBin });
    expect(
      await ask(postgres.appUrl, "SELECT current_setting('server_version_num')::int / 10000"),
    ).toBe(15);
    const sorted = "SELECT string_agg(x, ' ' ORDER BY x) FROM unnest('{赔,a,É,Z,敢,é}'::text[]) x";
    expect(await ask(postgres.appUrl, sorted)).toBe('Z a É é 敢 赔');
    expect(await ask(postgres.appUrl, 'SHOW server_encoding')).toBe('UTF8');
    expect(await ask(postgres.adminUrl, 'SHOW data_checksums')).toBe('on');
    await expect(ask(postgres.appUrl, 'CREATE TABLE public.x ()')).rejects.toThrow(/denied/);
  });
});
