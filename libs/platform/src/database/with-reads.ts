import { DataSource } from 'typeorm';

import { dataSourceOptions } from './data-source-options';
import type { DatabaseLogin, EntityClass } from './data-source-options';
import type { Reads } from './tx';

/**
 * Opens a small connection for a command that only looks, and closes it afterwards. What it reads
 * as rows of a lib has to be among `entities`.
 */
export async function withReads<Result>(
  login: DatabaseLogin,
  look: (reads: Reads) => Promise<Result>,
  entities: readonly EntityClass[] = [],
): Promise<Result> {
  const options = dataSourceOptions({ ...login, isPatient: true }, { entities }, 2);
  const dataSource = await new DataSource(options).initialize();
  try {
    return await look(dataSource.manager);
  } finally {
    await dataSource.destroy();
  }
}
