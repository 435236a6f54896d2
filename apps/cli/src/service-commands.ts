import type { Command } from 'commander';

import { runChatAdapter } from './commands/chat-adapter';
import { runDemo } from './commands/demo';
import { runDoctor } from './commands/doctor';
import { runMigrate } from './commands/migrate';
import { runUp } from './commands/up';
import { configOf, configWithoutPhone } from './configuration';
import type { Settings } from './configuration';

const STATE_DIR = ['--state-dir <folder>', 'instead of STATE_DIR'] as const;

interface UpChoices extends Settings {
  readonly verbose?: boolean;
}

interface DoctorChoices extends Settings {
  readonly books?: boolean;
}

/** `ganpei up`: the whole service in one process. */
export function defineUp(up: Command): void {
  up.option('--demo', 'with demo accounts, demo payments and a simulated payout rail')
    .option('--port <port>', 'instead of PORT')
    .option(...STATE_DIR)
    .option('--verbose', 'log every request and job')
    .action(async (choices: UpChoices) =>
      runUp(configOf(choices), { verbose: choices.verbose === true }),
    );
}

/** `ganpei demo`: the whole story once, then a look at the books. */
export function defineDemo(demo: Command): void {
  demo
    .option('--state-dir <folder>', 'play it here and keep the folder')
    .action(async ({ stateDir: kept }: Settings) => {
      process.exitCode = await runDemo(
        (stateDir) => configOf({ port: '0', stateDir, demo: true }),
        kept ?? null,
      );
    });
}

/** `ganpei chat-adapter`: a process of its own, configured by its own variables. */
export function defineChatAdapter(chatAdapter: Command): void {
  chatAdapter.action(async () => runChatAdapter(process.env));
}

/** `ganpei migrate`: for installations that do not let the service change its own schema. */
export function defineMigrate(migrate: Command): void {
  migrate
    .option(...STATE_DIR)
    .action(async (choices: Settings) => runMigrate(configWithoutPhone(choices)));
}

/** `ganpei doctor`: what an operator looks at first. */
export function defineDoctor(doctor: Command): void {
  doctor
    .option('--books', 'check that claims, payouts and ledger agree')
    .option(...STATE_DIR)
    .action(async (choices: DoctorChoices) => {
      process.exitCode = await runDoctor(configWithoutPhone(choices), {
        books: choices.books === true,
      });
    });
}
