import { lchown, lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error';

/** The system user as whom the server runs when we are root: PostgreSQL itself refuses root. */
export interface ServerAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The accounts of a passwd file, without root and without lines that make no sense. */
export function parseAccounts(passwd: string): ServerAccount[] {
  return passwd.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    const valid = /^\d+$/.test(uid ?? '') && /^\d+$/.test(gid ?? '');
    return name && valid && Number(uid) > 0 ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

/**
 * The owner of existing data if it has a name here, else `postgres`, else `nobody`. PostgreSQL
 * needs an account with a name: a bare number fails with "could not look up effective user ID".
 */
export function chooseAccount(
  accounts: readonly ServerAccount[],
  dataOwnerUid: number | undefined,
): ServerAccount | undefined {
  return (
    accounts.find(({ uid }) => uid === dataOwnerUid) ??
    accounts.find(({ name }) => name === 'postgres') ??
    accounts.find(({ name }) => name === 'nobody')
  );
}

/**
 * As whom to run the server: undefined means as ourselves. Refuses when the data belong to somebody
 * else whom we may not become, and when we are root and there is no account to step down to.
 */
export async function serverAccount(dataDir: string): Promise<ServerAccount | undefined> {
  const ownUid = process.getuid?.();
  if (ownUid === undefined) return undefined;
  const owner = (await stat(dataDir).catch(() => undefined))?.uid;
  if (ownUid !== 0) {
    if (owner !== undefined && owner !== ownUid) throw belongsToAnother(dataDir, owner, ownUid);
    return undefined;
  }
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const account = chooseAccount(parseAccounts(passwd), owner);
  if (account !== undefined) return account;
  throw new EmbeddedPostgresError('platform.postgres_no_account', {
    'zh-CN':
      'PostgreSQL 拒绝以 root 运行，而 /etc/passwd 中既没有 postgres 也没有 nobody 用户。' +
      '请建立其中一个用户，或改用普通用户启动，或设置 DATABASE_URL。',
    en:
      'PostgreSQL refuses to run as root, and /etc/passwd has neither a user postgres nor nobody. ' +
      'Add one of them, start as an ordinary user, or set DATABASE_URL.',
  });
}

function belongsToAnother(dataDir: string, owner: number, own: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError('platform.postgres_owned_by_another', {
    'zh-CN':
      `数据文件夹 ${dataDir} 属于 uid ${owner}，而当前用户是 uid ${own}。` +
      '请用原来的用户（或 root）启动，或换一个状态文件夹。',
    en:
      `The data folder ${dataDir} belongs to uid ${owner}, and we are uid ${own}. ` +
      'Start as that user (or as root), or choose another state folder.',
  });
}

/** Gives a tree to the account, the top last, without following links out of it. */
export async function giveTo(account: ServerAccount, path: string): Promise<void> {
  if ((await lstat(path)).isDirectory()) {
    for (const name of await readdir(path)) await giveTo(account, join(path, name));
  }
  await lchown(path, account.uid, account.gid);
}

/** The same, if the tree is not the account's yet: its folder came from another machine. */
export async function giveToIfForeign(account: ServerAccount, path: string): Promise<void> {
  if ((await lstat(path)).uid !== account.uid) await giveTo(account, path);
}

/**
 * May the account (without further groups, as a child of ours has none) enter this folder or run
 * this program? Reads mode bits only: an access list is not seen, so a "no" must have a way round.
 */
export async function canReach(account: ServerAccount, path: string): Promise<boolean> {
  let place = await realpath(path);
  for (;;) {
    if (!mayPass(account, await stat(place))) return false;
    if (place === dirname(place)) return true;
    place = dirname(place);
  }
}

function mayPass(
  account: ServerAccount,
  place: { readonly mode: number; readonly uid: number; readonly gid: number },
): boolean {
  if (place.uid === account.uid) return (place.mode & 0o100) !== 0;
  if (place.gid === account.gid) return (place.mode & 0o010) !== 0;
  return (place.mode & 0o001) !== 0;
}
