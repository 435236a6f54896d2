import { loadCredentials } from './credentials';
import { createData, dataVersion, requireSameVersion } from './data-folder';
import type { BilingualText } from './embedded-postgres-error';
import type { Postmaster } from './postmaster';
import { findPostmaster } from './postmaster';
import type { RoleUrls } from './provision';
import { DATABASE, provision, roleUrls } from './provision';
import type { ServerAccount } from './server-account';
import { giveToIfForeign, serverAccount } from './server-account';
import { findServer } from './server-binaries';
import { startServer } from './server-start';
import type { ServerStop } from './server-stop';
import { isGoneWithin, stopServer } from './server-stop';
import { withStartLock } from './start-lock';
import type { StateFolder } from './state-folder';
import { allowPassage, openStateFolder, removeLeftovers } from './state-folder';

/** What to start. Everything but the state folder has a sensible default. */
export interface EmbeddedPostgresOptions {
  /** Holds data, passwords and log below `postgres/`; one server per state folder. */
  readonly stateDir: string;
  /** A folder with `initdb` and `postgres` (the caller reads `PG_BIN`); default: npm package. */
  readonly binDir?: string | undefined;
  /** The port to insist on; default: the one of last time, or a free one. */
  readonly port?: number | undefined;
  /** Settings for this run, such as `{ fsync: 'off' }` for tests; not if a server already runs. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** How long to wait for another starter and for recovery; default two minutes. */
  readonly timeoutMs?: number | undefined;
  /** Told what takes time, for the person who waits. */
  readonly log?: ((text: BilingualText) => void) | undefined;
}

/**
 * A running PostgreSQL of our own. The admin URL is the superuser's and leads to the database
 * `postgres`; the others lead to `ganpei`.
 */
export interface EmbeddedPostgres extends RoleUrls {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly database: 'ganpei';
  /** True if it ran already: then another process may count on it, and stopping it is your call. */
  readonly adopted: boolean;
  readonly pid: number;
  readonly dataDir: string;
  readonly logFile: string;
  /** Stops the server in order and waits for its end; does nothing if it is gone already. */
  stop(): Promise<void>;
}

interface StartRequest extends EmbeddedPostgresOptions {
  readonly folder: StateFolder;
  readonly account: ServerAccount | undefined;
  readonly deadline: number;
  readonly say: (text: BilingualText) => void;
}

const TIMEOUT_MS = 120_000;
/** How long a server that does not let us in may take to prove that it was just ending. */
const GOING_MS = 1_000;

/**
 * Makes sure that the PostgreSQL of this state folder runs, with roles, passwords and database in
 * place, and says how to reach it: adopts the server that runs, starts the one that does not, makes
 * the one that never was. Any number of processes may call it at once. Throws
 * `EmbeddedPostgresError` with what to do, in Chinese and English.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const folder = await openStateFolder(options.stateDir);
  return withStartLock(folder.lockFile, timeoutMs, async () => {
    const request: StartRequest = {
      ...options,
      folder,
      account: await serverAccount(folder.dataDir),
      deadline: performance.now() + timeoutMs,
      say: options.log ?? (() => undefined),
    };
    for (;;) {
      const postgres = await adoptOrStart(request);
      if (postgres !== undefined) return postgres;
    }
  });
}

/** One try; undefined if the server that was running went away before we had looked at it. */
async function adoptOrStart(request: StartRequest): Promise<EmbeddedPostgres | undefined> {
  const { folder, deadline } = request;
  const dataMajor = await dataVersion(folder);
  const credentials = await loadCredentials(folder, dataMajor !== undefined);
  const running = dataMajor === undefined ? undefined : await findPostmaster(folder, deadline);
  const adopted = running !== undefined;
  const postmaster = running ?? (await start(request, dataMajor, credentials.admin));
  const urls = roleUrls(postmaster.port, credentials);
  try {
    await provision(urls, credentials);
  } catch (error) {
    const stop = stopping(request, postmaster);
    if (adopted && performance.now() < deadline && (await isGoneWithin(stop, GOING_MS)))
      return undefined;
    // Nobody would know of a server that we leave behind with an error.
    if (!adopted) await stopServer(stop).catch(() => undefined);
    throw error;
  }
  return handle(request, postmaster, { adopted, ...urls });
}

async function start(
  request: StartRequest,
  dataMajor: number | undefined,
  adminPassword: string,
): Promise<Postmaster> {
  const { folder, account, settings = {}, say } = request;
  if (account !== undefined) await allowPassage(folder, account);
  const server = await findServer({ ...request, binDir: request.binDir, stateRoot: folder.root });
  await removeLeftovers(folder, server.binDir);
  if (dataMajor === undefined) {
    say({
      'zh-CN': `正在 ${folder.dataDir} 建立 PostgreSQL 数据库（只需一次）……`,
      en: `Making a PostgreSQL database in ${folder.dataDir} (this once) …`,
    });
    const durable = settings.fsync !== 'off';
    await createData(folder, { server, account, adminPassword, durable });
  } else {
    requireSameVersion(folder, dataMajor, server);
    if (account !== undefined) await giveToIfForeign(account, folder.dataDir);
  }
  return startServer({ ...request, server, settings, port: request.port });
}

function stopping(request: StartRequest, postmaster: Postmaster): ServerStop {
  const { folder, account, binDir } = request;
  const search = { binDir, account, stateRoot: folder.root };
  return { folder, postmaster, binDir: async () => (await findServer(search)).binDir };
}

function handle(
  request: StartRequest,
  postmaster: Postmaster,
  facts: RoleUrls & { readonly adopted: boolean },
): EmbeddedPostgres {
  const { folder } = request;
  const stop = stopping(request, postmaster);
  return {
    ...facts,
    host: '127.0.0.1',
    port: postmaster.port,
    database: DATABASE,
    pid: postmaster.pid,
    dataDir: folder.dataDir,
    logFile: folder.logFile,
    // Under the lock, so that nobody adopts a server that is about to end.
    stop: () =>
      withStartLock(folder.lockFile, request.timeoutMs ?? TIMEOUT_MS, () => stopServer(stop)),
  };
}
