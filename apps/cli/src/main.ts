import { Command, CommanderError } from 'commander';

/** The command line was wrong; `failure.ts` has the other codes. */
const EXIT_USAGE = 2;

/** Adds arguments, options, commands below and the action to a command that was chosen. */
type Define = (command: Command) => void;

interface CommandOnDemand {
  readonly name: string;
  readonly description: string;
  /** Loads what the command needs: the whole service takes seconds to load, a help text none. */
  readonly load: () => Promise<Define>;
}

const service = () => import('./service-commands.js');
const rails = () => import('./rail-commands.js');
const ledger = () => import('./ledger-commands.js');

const COMMANDS: readonly CommandOnDemand[] = [
  {
    name: 'up',
    description: 'start everything in one process: database, API, web, worker',
    load: async () => (await service()).defineUp,
  },
  {
    name: 'demo',
    description: 'play the whole story once in a fresh state folder and check the books',
    load: async () => (await service()).defineDemo,
  },
  {
    name: 'chat-adapter',
    description: 'join a service account of a chat platform to a running Ganpei',
    load: async () => (await service()).defineChatAdapter,
  },
  {
    name: 'migrate',
    description: 'bring the database schema up to date and stop',
    load: async () => (await service()).defineMigrate,
  },
  {
    name: 'doctor',
    description: 'look at the environment; with --books run every invariant of the books',
    load: async () => (await service()).defineDoctor,
  },
  {
    name: 'reconcile',
    description: 'take statements in, compare them with the books, and print what differs',
    load: async () => (await rails()).defineReconcile,
  },
  {
    name: 'rail-emulator',
    description: 'play a payment rail on this machine, with its own book, and print its variables',
    load: async () => (await rails()).defineRailEmulator,
  },
  {
    name: 'bank-emulator',
    description: 'write what a bank would report about a pain.001 file: a camt.053 and a pain.002',
    load: async () => (await rails()).defineBankEmulator,
  },
  {
    name: 'ledger',
    description: 'the ledger and its transparency log',
    load: async () => (await ledger()).defineLedger,
  },
  {
    name: 'verify',
    description: 'verify an exported bundle of the ledger; needs no database and no service',
    load: async () => (await ledger()).defineVerify,
  },
  {
    name: 'programs',
    description: 'guarantee programmes: packs, and what they would change',
    load: async () => (await import('./programs-commands.js')).definePrograms,
  },
  {
    name: 'users',
    description: 'accounts: the first people of an installation',
    load: async () => (await import('./users-commands.js')).defineUsers,
  },
];

function program(): Command {
  const ganpei = new Command('ganpei')
    .description('Ganpei 敢赔: a guarantee against loss by payment fraud, kept and proved.')
    .showHelpAfterError()
    .exitOverride();
  for (const { name, description } of COMMANDS) ganpei.command(name).description(description);
  return ganpei.hook('preSubcommand', async (_ganpei, chosen) => {
    const command = COMMANDS.find(({ name }) => name === chosen.name());
    const define = await command?.load();
    define?.(chosen);
  });
}

/** `help up` is `up --help`: only a command that was chosen has loaded what it can tell. */
function wordsOf([first, ...rest]: readonly string[]): string[] {
  if (first === undefined) return [];
  return first === 'help' ? [...rest, '--help'] : [first, ...rest];
}

async function main(): Promise<void> {
  try {
    await program().parseAsync(wordsOf(process.argv.slice(2)), { from: 'user' });
  } catch (error) {
    // Commander has said what is wrong, or shown the help that was asked for.
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
      return;
    }
    const { reportFailure } = await import('./failure.js');
    reportFailure(error);
  }
}

void main();
