import { Command } from 'commander';

import { ConfigError, EmbeddedPostgresError, loadConfig } from '@app/platform';
import type { Config, Environment } from '@app/platform';

import { runDemo } from './commands/demo';
import { runDoctor } from './commands/doctor';
import { runMigrate } from './commands/migrate';
import { runUp } from './commands/up';

/** Besides 0, all is well. `broken` is also a check that failed; `unreachable` is the database. */
const EXIT = { broken: 1, usage: 2, unreachable: 3 } as const;

interface Options {
  readonly port?: string;
  readonly stateDir?: string;
  readonly demo?: boolean;
  readonly verbose?: boolean;
  readonly keep?: boolean;
  readonly books?: boolean;
}

/** The configuration of the environment, with what the command line says on top. */
function configOf(options: Options, extra: Environment = {}): Config {
  return loadConfig({
    ...process.env,
    ...(options.port === undefined ? {} : { PORT: options.port }),
    ...(options.stateDir === undefined ? {} : { STATE_DIR: options.stateDir }),
    ...(options.demo === true ? { DEMO: 'true' } : {}),
    ...extra,
  });
}

function program(): Command {
  const ganpei = new Command('ganpei')
    .description('Ganpei 敢赔: a guarantee against loss by payment fraud, kept and proved.')
    .showHelpAfterError();
  ganpei
    .command('up')
    .description('start everything in one process: database, API, web, worker')
    .option('--demo', 'with demo accounts, demo payments and a simulated payout rail')
    .option('--port <port>', 'instead of PORT')
    .option('--state-dir <folder>', 'instead of STATE_DIR')
    .option('--verbose', 'log every request and job')
    .action(async (options: Options) =>
      runUp(configOf(options), { verbose: options.verbose === true }),
    );
  ganpei
    .command('demo')
    .description('play the whole story once in a fresh state folder and check the books')
    .option('--state-dir <folder>', 'play it here and keep the folder')
    .action(async (options: Options) => {
      process.exitCode = await runDemo(
        (stateDir) => configOf({}, { STATE_DIR: stateDir, PORT: '0', DEMO: 'true' }),
        options.stateDir ?? null,
      );
    });
  ganpei
    .command('migrate')
    .description('bring the database schema up to date and stop')
    .option('--state-dir <folder>', 'instead of STATE_DIR')
    .action(async (options: Options) => runMigrate(configOf(options, PHONE_NOT_NEEDED)));
  ganpei
    .command('doctor')
    .description('look at the environment; with --books run every invariant of the books')
    .option('--books', 'check that claims, payouts and ledger agree')
    .option('--state-dir <folder>', 'instead of STATE_DIR')
    .action(async (options: Options) => {
      process.exitCode = await runDoctor(configOf(options, PHONE_NOT_NEEDED), {
        books: options.books === true,
      });
    });
  return ganpei;
}

/** Commands that serve nobody do not insist on a telephone number. */
const PHONE_NOT_NEEDED: Environment = { SUPPORT_PHONE: process.env.SUPPORT_PHONE ?? '-' };

async function main(): Promise<void> {
  try {
    await program().parseAsync();
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = exitCodeOf(error);
  }
}

function explain(error: unknown): string {
  if (error instanceof EmbeddedPostgresError) return `${error.text['zh-CN']}\n${error.text.en}`;
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
  return isUnreachable || error instanceof EmbeddedPostgresError ? EXIT.unreachable : EXIT.broken;
}

void main();
