import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { FileHandle } from 'node:fs/promises';
import { open, rename, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { choosePort, requirePort } from './free-port';
import type { Postmaster } from './postmaster';
import { FOLDER_SETTING, isServerOf, notReady, readPostmasterFile } from './postmaster';
import type { ServerAccount } from './server-account';
import type { Server } from './server-binaries';
import { program } from './server-binaries';
import { childOptions, dataArgument } from './server-environment';
import type { StateFolder } from './state-folder';
import { writeWhole } from './state-folder';

/** What to start, for whom, and until when to wait for it. */
export interface ServerStart {
  readonly folder: StateFolder;
  readonly server: Server;
  readonly account: ServerAccount | undefined;
  /** The port to insist on; undefined takes the one of last time or a free one. */
  readonly port: number | undefined;
  /** Settings on top of `postgresql.conf`, for this run only. */
  readonly settings: Readonly<Record<string, string>>;
  /** On the clock of `performance.now()`, which nobody sets back. */
  readonly deadline: number;
}

const POLL_MS = 10;
const RETRY_MS = 200;
const LOG_BYTES_MAX = 10_000_000;
const LOG_TAIL_BYTES = 4_000;
const LINES_SHOWN = 3;

/**
 * Starts the server and waits until it takes connections. Tries again when somebody takes the port
 * in between, and while processes of a server that was killed are still going away.
 */
export async function startServer(start: ServerStart): Promise<Postmaster> {
  const refused = new Set<number>();
  for (;;) {
    const port = await (start.port === undefined
      ? choosePort(start.folder, refused)
      : requirePort(start.port));
    const outcome = await launch(start, port);
    if (typeof outcome !== 'string') {
      await writeWhole(start.folder.portFile, `${port}\n`, 0o644);
      return outcome;
    }
    if (performance.now() > start.deadline || !mayPass(outcome)) throw startFailed(start, outcome);
    if (isPortTaken(outcome)) refused.add(port);
    else await sleep(RETRY_MS);
  }
}

const isPortTaken = (output: string): boolean => output.includes('could not bind');

/** Refusals of PostgreSQL that another try may overcome. */
const mayPass = (output: string): boolean =>
  isPortTaken(output) || /still in use|lock file "postmaster\.pid" already exists/.test(output);

/** One try: the running server, or what it printed before it gave up. */
async function launch(start: ServerStart, port: number): Promise<Postmaster | string> {
  const { folder, deadline } = start;
  const log = await openLog(folder, start.account);
  try {
    const printedBefore = (await log.stat()).size;
    const child = await spawnServer(start, port, log);
    for (;;) {
      const file = await readPostmasterFile(folder.dataDir);
      const ours = file !== undefined && (await isServerOf(folder.dataDir, file));
      if (ours && file.status === 'ready') return { pid: file.pid, port: file.port };
      if (hasFailed(child)) return await printedSince(folder, printedBefore);
      if (performance.now() > deadline) throw notReady(folder, child.pid ?? 0, 'starting');
      await sleep(POLL_MS);
    }
  } finally {
    await log.close();
  }
}

/** On Windows the child is `pg_ctl`, which ends as soon as it has started the server. */
function hasFailed(child: ChildProcess): boolean {
  if (process.platform === 'win32' && child.exitCode === 0) return false;
  return child.exitCode !== null || child.signalCode !== null;
}

/**
 * A session of its own and no pipe to us: ctrl-C in our terminal reaches only us, who then stop the
 * server in order, and our own sudden end takes nothing away from it.
 */
async function spawnServer(
  start: ServerStart,
  port: number,
  log: FileHandle,
): Promise<ChildProcess> {
  const { folder, server, account } = start;
  const flags = serverFlags(start, port);
  const options = { ...childOptions(account), cwd: folder.dataDir, detached: true };
  const child =
    process.platform === 'win32'
      ? // Run by an administrator, only pg_ctl gives up the rights that the server refuses.
        spawn(
          program(server.binDir, 'pg_ctl'),
          ['start', '-W', '-s', '-D', folder.dataDir, '-l', folder.logFile, '-o', quoted(flags)],
          { ...options, stdio: 'ignore' },
        )
      : spawn(
          program(server.binDir, 'postgres'),
          ['-D', await dataArgument(account, folder.dataDir), ...flags],
          { ...options, stdio: ['ignore', log.fd, log.fd] },
        );
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => {
      reject(startFailed(start, error.message));
    });
  });
  child.unref();
  return child;
}

const quoted = (flags: readonly string[]): string =>
  flags.map((flag) => (/\s/.test(flag) ? `"${flag}"` : flag)).join(' ');

function serverFlags(start: ServerStart, port: number): string[] {
  const settings: Readonly<Record<string, string>> = {
    ...start.settings,
    // Loopback only, whatever postgresql.conf says: it is a trust boundary.
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    [FOLDER_SETTING]: start.folder.dataDir,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function openLog(
  folder: StateFolder,
  account: ServerAccount | undefined,
): Promise<FileHandle> {
  const bytes = (await stat(folder.logFile).catch(() => undefined))?.size ?? 0;
  if (bytes > LOG_BYTES_MAX) await rename(folder.logFile, `${folder.logFile}.1`);
  const log = await open(folder.logFile, 'a', 0o600);
  if (account !== undefined) await log.chown(account.uid, account.gid);
  return log;
}

async function printedSince(folder: StateFolder, position: number): Promise<string> {
  const log = await open(folder.logFile, 'r');
  try {
    const length = Math.max(0, (await log.stat()).size - position);
    const buffer = Buffer.alloc(Math.min(length, LOG_TAIL_BYTES));
    await log.read(buffer, 0, buffer.length, position + length - buffer.length);
    return buffer.toString('utf8');
  } finally {
    await log.close();
  }
}

function startFailed(start: ServerStart, saw: string): EmbeddedPostgresError {
  const { logFile, dataDir } = start.folder;
  const lastWords = saw.trim().split('\n').slice(-LINES_SHOWN).join('\n');
  return new EmbeddedPostgresError('platform.postgres_start_failed', {
    'zh-CN': `PostgreSQL 没有启动（数据 ${dataDir}，日志 ${logFile}）。它报告：\n${lastWords}`,
    en: `PostgreSQL did not start (data ${dataDir}, log ${logFile}). It said:\n${lastWords}`,
  });
}
