import { DomainError } from '@app/kernel';
import { ConfigError, EmbeddedPostgresError, QueueRefusal } from '@app/platform';

/** Besides 0, all is well. `broken`: also a failed check; `unreachable`: the database or queue. */
const EXIT = { broken: 1, usage: 2, unreachable: 3 } as const;

/** Says on the error output why a command ended early, and with which code its process ends. */
export function reportFailure(error: unknown): void {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = exitCodeOf(error);
}

function explain(error: unknown): string {
  if (error instanceof EmbeddedPostgresError) return `${error.text['zh-CN']}\n${error.text.en}`;
  if (error instanceof DomainError) return `${error.text['zh-CN']}\n${error.text.en}`;
  const { code, port } = error as { code?: unknown; port?: unknown };
  if (code === 'EADDRINUSE') {
    return `端口 ${String(port)} 已被占用，请设置 PORT。\nPort ${String(port)} is taken by another program; set PORT.`;
  }
  return error instanceof Error ? error.message : String(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError) return EXIT.usage;
  const code = (error as { code?: unknown } | null)?.code;
  const isUnreachable =
    typeof code === 'string' &&
    /^(E(CONN|NOTFOUND|AI_AGAIN|TIMEDOUT|HOSTUNREACH)|28|3D000|42501|0LP01)/.test(code);
  const isRefused = error instanceof EmbeddedPostgresError || error instanceof QueueRefusal;
  return isUnreachable || isRefused ? EXIT.unreachable : EXIT.broken;
}
