import { UserEntity, UserQueries } from '@app/platform';
import type { Config, Role } from '@app/platform';

import { columns } from '../columns';
import { withInstallation } from '../open-installation';

const HEAD = ['id', 'username', 'role', 'person', 'since', 'shut out', 'name'];

/** `ganpei users list`: who has an account; claimants, who may be many, only when asked for. */
export async function runUsersList(config: Config, role: Role | null): Promise<void> {
  const users = await withInstallation(config, (reads) => new UserQueries().all(reads, role), [
    UserEntity,
  ]);
  process.stdout.write(`${columns([HEAD, ...users.map(rowOf)]).join('\n')}\n`);
}

function rowOf(user: UserEntity): string[] {
  const { id, username, role, personId, createdAt, disabledAt, name } = user;
  return [
    id,
    username,
    role,
    personId === id ? '' : personId,
    createdAt.toISOString(),
    disabledAt?.toISOString() ?? '',
    name,
  ];
}
