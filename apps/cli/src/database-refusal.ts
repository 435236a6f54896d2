/** What a driver's error code means for the person who set `DATABASE_URL`. */
const MEANINGS: readonly (readonly [RegExp, string, string])[] = [
  [
    /^(42501|0LP01)$/,
    '登录用户权限不足：须拥有该数据库，并具有 CREATEROLE 权限（或为超级用户）；也可由管理员先执行 docker/init-roles.sql，并设置 DATABASE_OWNER_URL。',
    'The login lacks rights: it has to own the database and to have CREATEROLE (or be a superuser). Or let an administrator run docker/init-roles.sql, and set DATABASE_OWNER_URL.',
  ],
  [/^28/, '用户名或密码不正确。', 'The user or the password is not right.'],
  [/^3D000$/, '数据库不存在，请先创建。', 'There is no such database; create it first.'],
  [
    /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH)$/,
    '该地址没有 PostgreSQL 服务。',
    'No PostgreSQL server answers at this address.',
  ],
];

/** A given database that cannot be used: where it is, what is wrong and what to do. */
export class DatabaseRefusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'DatabaseRefusal';
  }
}

/** Explains a driver's error about `url`, without its password; other errors stay as they are. */
export function explainedRefusal(url: string, error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  const meaning = MEANINGS.find(([codes]) => typeof code === 'string' && codes.test(code));
  if (meaning === undefined || !(error instanceof Error)) return error;
  const { username, host, pathname } = new URL(url);
  const [, zh, en] = meaning;
  const place = `${username}@${host}${pathname}`;
  return new DatabaseRefusal(
    String(code),
    `无法使用 DATABASE_URL（${place}）：${zh}\n` +
      `DATABASE_URL (${place}) cannot be used: ${en}\n(PostgreSQL: ${error.message})`,
  );
}
