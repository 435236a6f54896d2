import { dirname } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import type { ServerAccount } from './server-account';
import { canReach } from './server-account';

/** What the programs need from our environment; secrets of the service stay out of the server. */
const PASSED_ON = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'SystemDrive', 'TEMP', 'TMP'];

/** How a PostgreSQL program is started: as whom, and in which environment. */
export interface ChildOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly windowsHide: true;
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * The same environment on every host: neither the locale nor `PG…` variables of the person who
 * starts us reach the server.
 */
export function childOptions(account: ServerAccount | undefined): ChildOptions {
  const env: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' };
  for (const name of PASSED_ON) {
    if (process.env[name] !== undefined) env[name] = process.env[name];
  }
  const as = account === undefined ? {} : { uid: account.uid, gid: account.gid };
  return { env, windowsHide: true, ...as };
}

/**
 * How the server is to name its data folder. Below a 0700 home of root its account cannot walk the
 * path; but we put the child into the folder before it steps down, and Linux lets a process enter
 * its own working folder through `/proc/self/cwd` without walking. So data never leave the state
 * folder, and nobody's home has to be opened.
 */
export async function dataArgument(
  account: ServerAccount | undefined,
  dataDir: string,
): Promise<string> {
  if (account === undefined || (await canReach(account, dirname(dataDir)))) return dataDir;
  if (process.platform === 'linux') return '/proc/self/cwd';
  throw new EmbeddedPostgresError('platform.postgres_unreachable_folder', {
    'zh-CN':
      `用户 ${account.name} 无法进入 ${dirname(dataDir)}（上级文件夹权限不足）。` +
      '请选择一个该用户可以到达的状态文件夹，或以普通用户启动。',
    en:
      `The user ${account.name} cannot reach ${dirname(dataDir)} (a folder above it is closed). ` +
      'Choose a state folder within its reach, or start as an ordinary user.',
  });
}
