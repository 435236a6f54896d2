/** A text in the two languages in which Ganpei speaks to people. */
export interface BilingualText {
  readonly 'zh-CN': string;
  readonly en: string;
}

/**
 * Why the embedded PostgreSQL cannot serve this state folder. `code` is stable, `text` says in both
 * languages what we saw and what to do; `message` holds both, Chinese first, for a terminal.
 */
export class EmbeddedPostgresError extends Error {
  constructor(
    readonly code: `platform.postgres_${string}`,
    readonly text: BilingualText,
    cause?: unknown,
  ) {
    super(`${text['zh-CN']}\n${text.en}`, cause === undefined ? {} : { cause });
    this.name = 'EmbeddedPostgresError';
  }
}

/**
 * The `code` of a Node or PostgreSQL error (`ENOENT`, `28P01`), or undefined. Asks for the property
 * and not for the class: inside Jest, errors of Node's own modules are no `Error` of the sandbox.
 */
export function errorCode(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error && error.code;
  return typeof code === 'string' ? code : undefined;
}

/** What an error says, for a sentence of our own. */
export function errorMessage(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error;
  return message ? String(error.message).trim() : String(error);
}

/** Refuses with the three ways out when no PostgreSQL program can be used, and says why. */
export function noServer(why: BilingualText, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'platform.postgres_not_found',
    {
      'zh-CN': [
        `没有可用的 PostgreSQL：${why['zh-CN']} 请任选一种办法：`,
        '  1. 用您自己的服务器：设置 DATABASE_URL=postgres://用户:密码@主机:5432/库名',
        '  2. 安装系统的 PostgreSQL（Debian/Ubuntu：apt install postgresql），' +
          '再设置 PG_BIN=/usr/lib/postgresql/<版本>/bin',
        '  3. 重新安装，并保留可选依赖：npm ci --include=optional',
      ].join('\n'),
      en: [
        `No PostgreSQL can be used: ${why.en} Do one of these:`,
        '  1. use your own server: set DATABASE_URL=postgres://user:password@host:5432/database',
        '  2. install PostgreSQL (Debian, Ubuntu: apt install postgresql)' +
          ' and set PG_BIN=/usr/lib/postgresql/<version>/bin',
        '  3. install again with the optional packages: npm ci --include=optional',
      ].join('\n'),
    },
    cause,
  );
}
