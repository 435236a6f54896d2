import { DataSource } from 'typeorm';

import { dataSourceOptions } from './data-source-options';
import type { DatabaseLogin } from './data-source-options';
import type { Reads } from './tx';

/** Opens a small connection for a command that only looks, and closes it afterwards. */
export async function withReads<Result>(
  login: DatabaseLogin,
  look: (reads: Reads) => Promise<Result>,
): Promise<Result> {
  const dataSource = await new DataSource(dataSourceOptions(login, {}, 2)).initialize();
  try {
    return await look(dataSource.manager);
  } finally {
    await dataSource.destroy();
  }
}
