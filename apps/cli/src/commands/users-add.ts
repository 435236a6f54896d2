import { AppointUser, AuditModule } from '@app/audit';
import type { NewUser } from '@app/audit';
import { UnitOfWork } from '@app/platform';
import type { Config, Role } from '@app/platform';

import { withModule } from '../module-context';
import { askPassword } from '../users/ask-password';
import { systemUser } from '../users/system-user';

/**
 * `ganpei users add`: makes an account without a second person, for the first people of an
 * installation. It works with the owner's login; nobody else's can.
 */
export async function runUsersAdd(config: Config, newUser: NewUser, role: Role): Promise<void> {
  const owner = { module: AuditModule, role: 'ganpei_owner' } as const;
  const id = await withModule(config, owner, async (context) => {
    const password = await askPassword({ input: process.stdin, output: process.stderr });
    return context.get(UnitOfWork).transaction((tx) =>
      context.get(AppointUser).run(tx, {
        newUser,
        role,
        password,
        systemUser: systemUser(),
      }),
    );
  });
  process.stdout.write(`${id}\n`);
  process.stderr.write(`已创建账号。 The account has been made: ${newUser.username} (${role}).\n`);
}
