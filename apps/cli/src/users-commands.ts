import { Option } from 'commander';
import type { Command } from 'commander';

import { ROLES } from '@app/platform';
import type { Role } from '@app/platform';

import { runUsersAdd } from './commands/users-add';
import { runUsersList } from './commands/users-list';
import { runUsersPassword } from './commands/users-password';
import { configWithoutPhone } from './configuration';
import { lineOf } from './users/one-line';

interface UserChoices {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly party?: string;
  readonly person?: string;
  readonly stateDir?: string;
}

const STATE_DIR = ['--state-dir <folder>', 'instead of STATE_DIR'] as const;

/** The commands about accounts, for when there is nobody yet, or any more, who may sign in. */
export function defineUsers(users: Command): void {
  users
    .command('add')
    .description('make an account without a second person: the first ones of an installation')
    .requiredOption('--username <username>', 'what they sign in with', lineOf(200))
    .requiredOption('--name <name>', 'what they are called', lineOf(100))
    .addOption(roleOption().makeOptionMandatory())
    .option('--party <id>', 'the payer whose payments are theirs; a claimant needs one', lineOf(64))
    .option('--person <id>', 'the first account of somebody who has one', lineOf(64))
    .option(...STATE_DIR)
    .action(async (choices: UserChoices) => {
      const { username, name, role, party, person } = choices;
      const newUser = { username, name, partyId: party ?? null, personId: person ?? null };
      await runUsersAdd(configWithoutPhone(choices), newUser, role);
    });
  users
    .command('list')
    .description('list who has an account; claimants with --role claimant')
    .addOption(roleOption())
    .option(...STATE_DIR)
    .action(async (choices: Partial<UserChoices>) => {
      await runUsersList(configWithoutPhone(choices), choices.role ?? null);
    });
  users
    .command('password <username>')
    .description('set the password of an account, when nobody can sign in any more')
    .option(...STATE_DIR)
    .action(async (username: string, choices: Partial<UserChoices>) => {
      await runUsersPassword(configWithoutPhone(choices), username);
    });
}

function roleOption(): Option {
  return new Option('--role <role>', 'what they may do').choices(ROLES);
}
