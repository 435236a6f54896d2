import type { Config } from '@app/platform';

import { openDatabase } from '../open-database';

/** `ganpei migrate`: brings the schema up to date, for those who start the processes one by one. */
export async function runMigrate(config: Config): Promise<void> {
  const say = (text: string): void => {
    process.stderr.write(`${text}\n`);
  };
  const database = await openDatabase(config, say);
  say(`数据库已是最新。 The schema is up to date: ${database.place}.`);
  if (database.startedHere) await database.close();
}
