import {
  accessSync,
  constants,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startEmbeddedPostgres } from '../../libs/platform/src/embedded-postgres';

/** How the tests reach their server; handed to the workers by a variable of the environment. */
export interface TestServer {
  readonly stateDir: string;
  readonly adminUrl: string;
}

const PREFIX = 'ganpei-test-';
/** So long a run may take to start its server. */
const STARTING_MS_MAX = 600_000;
const MEMORY_DIR = '/dev/shm';
const MEMORY_BYTES_MIN = 6 * 1024 ** 3;

/** Nothing here has to survive a power cut; the spawner's own tests run with the real settings. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
};

/**
 * Starts one PostgreSQL server for the whole run, in a folder of its own. `TEST_DATABASE_URL` (a
 * superuser's) uses a given server instead, for instance to try another version of PostgreSQL.
 */
export default async function globalSetup(): Promise<void> {
  const given = process.env.TEST_DATABASE_URL;
  process.env.TMPDIR ??= roomInMemory() ?? tmpdir();
  removeLeftovers(tmpdir());
  const stateDir = mkdtempSync(join(tmpdir(), PREFIX));
  const server =
    given === undefined ? await startEmbeddedPostgres({ stateDir, settings: SETTINGS }) : null;
  const adminUrl = server?.adminUrl ?? given ?? '';
  const file = join(stateDir, 'test-server.json');
  writeFileSync(file, JSON.stringify({ stateDir, adminUrl } satisfies TestServer), { mode: 0o600 });
  process.env.GANPEI_TEST_SERVER = file;
  (globalThis as { ganpeiTestServer?: unknown }).ganpeiTestServer = {
    stop: () => server?.stop(),
    stateDir,
  };
}

/**
 * Where a run's databases and files lie, so that a slow disk cannot fail a test: thousands of
 * databases are made and dropped in a run. Containers often have 64 MB here, which is no room.
 */
function roomInMemory(): string | null {
  try {
    accessSync(MEMORY_DIR, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY_DIR);
    return bavail * bsize >= MEMORY_BYTES_MIN ? MEMORY_DIR : null;
  } catch {
    return null;
  }
}

/** Runs that were killed clean up nothing, and in memory their files would stay until a restart. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder).filter((one) => one.startsWith(PREFIX))) {
    const left = join(folder, name);
    const ageMs = Date.now() - (statSync(left, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (ageMs > STARTING_MS_MAX && !isServed(left)) rmSync(left, { recursive: true, force: true });
  }
}

function isServed(stateDir: string): boolean {
  try {
    const file = readFileSync(join(stateDir, 'postgres', 'data', 'postmaster.pid'), 'utf8');
    process.kill(Number(file.split('\n')[0]), 0);
    return true;
  } catch {
    return false;
  }
}
