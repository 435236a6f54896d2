import { AuditModule, ReplacePassword } from '@app/audit';
import { UnitOfWork } from '@app/platform';
import type { Config } from '@app/platform';

import { withModule } from '../module-context';
import { askPassword } from '../users/ask-password';
import { systemUser } from '../users/system-user';

/** `ganpei users password`: sets a password when nobody is left who could ask for an invitation. */
export async function runUsersPassword(config: Config, username: string): Promise<void> {
  const owner = { module: AuditModule, role: 'ganpei_owner' } as const;
  await withModule(config, owner, async (context) => {
    const password = await askPassword({ input: process.stdin, output: process.stderr });
    const input = { username, password, systemUser: systemUser() };
    await context.get(UnitOfWork).transaction((tx) => context.get(ReplacePassword).run(tx, input));
  });
  process.stderr.write(`已更新密码。 The password has been replaced: ${username}.\n`);
}
