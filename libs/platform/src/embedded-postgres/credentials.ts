import { randomBytes } from 'node:crypto';
import { chmod, readFile } from 'node:fs/promises';
import { EmbeddedPostgresError, errorCode } from './embedded-postgres-error';
import type { StateFolder } from './state-folder';
import { writeWhole } from './state-folder';

/** The roles of the embedded server; `admin` is its superuser. */
export const ROLES = {
  admin: 'postgres',
  owner: 'ganpei_owner',
  app: 'ganpei_app',
  auditor: 'ganpei_auditor',
} as const;

/** One password per role, made once per state folder. Letters, digits, `-` and `_` only. */
export type Credentials = Readonly<Record<keyof typeof ROLES, string>>;

/**
 * Reads the passwords of a state folder, or makes them when there is no data yet. Data without
 * their passwords are never overwritten: that is refused, with what to do.
 */
export async function loadCredentials(
  folder: StateFolder,
  dataExist: boolean,
): Promise<Credentials> {
  const stored = await readStored(folder.credentialsFile);
  const credentials = stored === undefined ? undefined : parse(stored);
  if (credentials !== undefined) {
    // An archive or a copy may have opened the file to others.
    await chmod(folder.credentialsFile, 0o600).catch(() => undefined);
    return credentials;
  }
  if (dataExist) throw credentialsLost(folder, stored === undefined ? 'missing' : 'unreadable');
  return makeCredentials(folder.credentialsFile);
}

async function makeCredentials(file: string): Promise<Credentials> {
  const password = (): string => randomBytes(24).toString('base64url');
  const made: Credentials = {
    admin: password(),
    owner: password(),
    app: password(),
    auditor: password(),
  };
  await writeWhole(file, `${JSON.stringify(made, null, 2)}\n`, 0o600);
  return made;
}

async function readStored(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(stored: string): Credentials | undefined {
  let content: unknown;
  try {
    content = JSON.parse(stored);
  } catch {
    return undefined;
  }
  if (typeof content !== 'object' || content === null) return undefined;
  const passwords = new Map<string, unknown>(Object.entries(content));
  const one = (name: keyof Credentials): string | undefined => {
    const value = passwords.get(name);
    return typeof value === 'string' && /^[\w-]{16,}$/.test(value) ? value : undefined;
  };
  const [admin, owner, app, auditor] = [one('admin'), one('owner'), one('app'), one('auditor')];
  return admin && owner && app && auditor ? { admin, owner, app, auditor } : undefined;
}

function credentialsLost(
  folder: StateFolder,
  state: 'missing' | 'unreadable',
): EmbeddedPostgresError {
  const saw = state === 'missing' ? '不存在' : '已损坏';
  return new EmbeddedPostgresError('platform.postgres_credentials_lost', {
    'zh-CN':
      `数据文件夹 ${folder.dataDir} 还在，但密码文件 ${folder.credentialsFile} ${saw}，因此无法登录。` +
      '数据没有被改动。请从备份恢复密码文件；若不再需要这些数据，请先移走整个文件夹 ' +
      `${folder.root}，再重新启动。`,
    en:
      `The data folder ${folder.dataDir} exists, but its password file ` +
      `${folder.credentialsFile} is ${state}, so we cannot log in. The data are untouched. ` +
      'Restore that file from a backup; or, if the data are not needed any more, move the whole ' +
      `folder ${folder.root} away and start again.`,
  });
}
