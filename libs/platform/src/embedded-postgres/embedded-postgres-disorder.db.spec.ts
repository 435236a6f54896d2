import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StateFolders } from './testing/state-folders';

// A cold start takes about a second, but machines that run tests are busy.
jest.setTimeout(60_000);

const folders = new StateFolders();
/** A state folder in order, whose server is stopped. */
const home = folders.fresh();

beforeAll(async () => {
  const postgres = await folders.start(home);
  await postgres.stop();
});

afterAll(async () => {
  await folders.clear();
});

describe('a state folder in disorder', () => {
  it('is started over a pid file whose process is gone', async () => {
    const state = folders.copyOf(home);
    const file = join(state, 'postgres', 'data', 'postmaster.pid');
    writeFileSync(file, '4194304\n/nowhere\n1\n54321\n\n127.0.0.1\n 1 1\nready   \n');
    const started = await folders.start(state);
    expect(started.adopted).toBe(false);
    await started.stop();
  });

  it('is tidied of a half-made data folder, and of an empty one', async () => {
    const state = folders.fresh();
    const half = join(state, 'postgres', 'initializing-abc', 'data');
    mkdirSync(half, { recursive: true });
    writeFileSync(join(half, 'PG_VERSION'), '18\n');
    mkdirSync(join(state, 'postgres', 'data'));
    const started = await folders.start(state);
    expect(existsSync(half)).toBe(false);
    await started.stop();
  });

  it.each([
    ['no PG_VERSION', 'PG_VERSION'],
    ['no pg_control', 'global/pg_control'],
  ])('is refused, and left alone, if its data have %s', async (_what, lost) => {
    const state = folders.copyOf(home);
    const data = join(state, 'postgres', 'data');
    rmSync(join(data, lost));
    const before = readdirSync(data);
    await expect(folders.start(state)).rejects.toMatchObject({
      code: 'platform.postgres_data_unusable',
    });
    expect(readdirSync(data)).toEqual(before);
  });

  it.each([
    [
      'are lost',
      (file: string) => {
        rmSync(file);
      },
      'credentials_lost',
    ],
    [
      'are garbled',
      (file: string) => {
        writeFileSync(file, '{"admin":');
      },
      'credentials_lost',
    ],
    [
      'belong to other data',
      (file: string) => {
        const passwords = readFileSync(file, 'utf8');
        writeFileSync(file, passwords.replace(/"admin": "."*/, '"admin": "_'));
      },
      'wrong_password',
    ],
  ])('is refused with what to do if its passwords %s', async (_what, damage, code) => {
    const state = folders.copyOf(home);
    damage(join(state, 'postgres', 'credentials.json'));
    const failure = folders.start(state);
    await expect(failure).rejects.toMatchObject({
      code: `platform.postgres_${code}`,
      message: expect.stringMatching(/credentials\.json[^]*credentials\.json/),
    });
    expect(existsSync(join(state, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
  });

  it('is refused if its data are of another version', async () => {
    const state = folders.copyOf(home);
    writeFileSync(join(state, 'postgres', 'data', 'PG_VERSION'), '12\n');
    await expect(folders.start(state)).rejects.toThrow(/PostgreSQL 12/);
  });

  it('is refused if there is a file in its place', async () => {
    const state = folders.fresh();
    writeFileSync(state, 'not a folder');
    await expect(folders.start(state)).rejects.toThrow(state);
  });

  it('is refused with the words of PostgreSQL if a setting makes no sense', async () => {
    const state = folders.copyOf(home);
    const settings = { shared_buffers: 'much' };
    await expect(folders.start(state, { settings })).rejects.toMatchObject({
      code: 'platform.postgres_start_failed',
      text: { en: expect.stringContaining('"much"'), 'zh-CN': expect.stringContaining('"much"') },
    });
    await expect(folders.start(state)).resolves.toMatchObject({ adopted: false });
  });

  it('names the three ways out when there is no PostgreSQL', async () => {
    const failure = folders.start(folders.fresh(), { binDir: '/nowhere/bin' });
    await expect(failure).rejects.toThrow(/DATABASE_URL[^]*PG_BIN[^]*--include=optional/);
    await expect(failure).rejects.toThrow(/没有可用的[^]*No PostgreSQL can be used/);
  });
});
