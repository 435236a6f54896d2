import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';

import { DomainError } from '@app/kernel';
import { EXPORT_FORMATS } from '@app/ledger';
import type { ExportFormat } from '@app/ledger';
import { ConfigError, EmbeddedPostgresError, QueueRefusal, loadConfig } from '@app/platform';
import type { Config, Environment } from '@app/platform';

import { addBankEmulatorCommand } from './bank-emulator-command';
import { runChatAdapter } from './commands/chat-adapter';
import { runDemo } from './commands/demo';
import { runDoctor } from './commands/doctor';
import { runExportLedger } from './commands/export-ledger';
import { runLedgerKeys, runRotateLogKey } from './commands/ledger-keys';
import { runMigrate } from './commands/migrate';
import { EMULATOR_NAMES, runRailEmulator } from './commands/rail-emulator';
import type { EmulatorName } from './commands/rail-emulator';
import { runUp } from './commands/up';
import { runVerifyBundle } from './commands/verify-bundle';
import { addProgramsCommands } from './programs-commands';
import { addReconcileCommand } from './reconcile-command';
import { addUsersCommands } from './users-commands';

/** Besides 0, all is well. `broken`: also a failed check; `unreachable`: the database or queue. */
const EXIT = { broken: 1, usage: 2, unreachable: 3 } as const;

interface Options {
  readonly port?: string;
  readonly stateDir?: string;
  readonly demo?: boolean;
  readonly verbose?: boolean;
  readonly keep?: boolean;
  readonly books?: boolean;
  readonly lost?: boolean;
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
    .showHelpAfterError()
    .exitOverride();
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
    .command('chat-adapter')
    .description('join a service account of a chat platform to a running Ganpei')
    .action(async () => runChatAdapter(process.env));
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
  addRailCommands(ganpei);
  addLedgerCommands(ganpei.command('ledger').description('the ledger and its transparency log'));
  addProgramsCommands(
    ganpei
      .command('programs')
      .description('guarantee programmes: packs, and what they would change'),
    (options) => configOf(options, PHONE_NOT_NEEDED),
  );
  addUsersCommands(
    ganpei.command('users').description('accounts: the first people of an installation'),
    (options) => configOf(options, PHONE_NOT_NEEDED),
  );
  addBankEmulatorCommand(ganpei);
  addVerifyCommand(ganpei);
  return ganpei;
}

function addRailCommands(ganpei: Command): void {
  addReconcileCommand(ganpei, (options) => configOf(options, PHONE_NOT_NEEDED));
  ganpei
    .command('rail-emulator')
    .description('play a payment rail on this machine, with its own book, and print its variables')
    .addArgument(new Argument('<name>', 'the rail').choices(EMULATOR_NAMES))
    .option('--port <port>', 'where it listens; a free one by default', portOf, 0)
    .option('--state-dir <folder>', 'instead of STATE_DIR')
    .action(async (name: EmulatorName, { port, ...options }: EmulatorChoices) =>
      runRailEmulator(configOf(options, PHONE_NOT_NEEDED), name, port),
    );
}

interface EmulatorChoices {
  readonly port: number;
  readonly stateDir?: string;
}

function portOf(digits: string): number {
  const port = Number(digits);
  if (/^\d{1,5}$/.test(digits) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number up to 65535.');
}

interface VerifyChoices {
  readonly checkpoint?: string;
  readonly key: readonly string[];
}

function addVerifyCommand(ganpei: Command): void {
  ganpei
    .command('verify <folder>')
    .description('verify an exported bundle of the ledger; needs no database and no service')
    .option('--checkpoint <file>', 'a checkpoint of the log from elsewhere: it must be continued')
    .option(
      '--key <key>',
      'a public key of the log from elsewhere, instead of those in the bundle; may be repeated',
      (key: string, earlier: readonly string[]) => [...earlier, key],
      [],
    )
    .action((folder: string, { checkpoint, key }: VerifyChoices) => {
      runVerifyBundle(folder, { keys: key, ...(checkpoint === undefined ? {} : { checkpoint }) });
    });
}

interface ExportChoices extends Options {
  readonly out: string;
  readonly to?: number;
  readonly format: ExportFormat[];
}

function addLedgerCommands(ledger: Command): void {
  ledger
    .command('export')
    .description('write the sealed journals into a folder, to verify or for other programs')
    .requiredOption('--out <folder>', 'a folder that is empty or not there yet')
    .option('--to <size>', 'up to the checkpoint of this size instead of the newest', sizeOf)
    .addOption(
      new Option('--format <format...>', 'what to write')
        .choices(EXPORT_FORMATS)
        .default(['bundle']),
    )
    .option('--state-dir <folder>', 'instead of STATE_DIR')
    .action(async (choices: ExportChoices) => {
      const { out, to, format } = choices;
      const wish = { out, formats: format, ...(to === undefined ? {} : { to }) };
      await runExportLedger(configOf(choices, PHONE_NOT_NEEDED), wish);
    });
  ledger
    .command('keys')
    .description('print the public keys that verify checkpoints')
    .option('--state-dir <folder>', 'instead of STATE_DIR')
    .action(async (options: Options) => {
      process.exitCode = await runLedgerKeys(configOf(options, PHONE_NOT_NEEDED));
    });
  ledger
    .command('rotate-key')
    .description('replace the key that signs checkpoints, from the next checkpoint on')
    .option('--lost', 'the private key is lost: no signature can vouch for the new one')
    .option('--state-dir <folder>', 'instead of STATE_DIR')
    .action(async (options: Options) =>
      runRotateLogKey(configOf(options, PHONE_NOT_NEEDED), options.lost === true),
    );
}

function sizeOf(digits: string): number {
  const size = Number(digits);
  if (/^[1-9]\d*$/.test(digits) && Number.isSafeInteger(size)) return size;
  throw new InvalidArgumentError('A size is a whole number of journals.');
}

/** Commands that serve nobody do not insist on a telephone number. */
const PHONE_NOT_NEEDED: Environment = { SUPPORT_PHONE: process.env.SUPPORT_PHONE ?? '-' };

async function main(): Promise<void> {
  try {
    await program().parseAsync();
  } catch (error) {
    // Commander has said what is wrong, or shown the help that was asked for.
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : EXIT.usage;
      return;
    }
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = exitCodeOf(error);
  }
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

void main();
