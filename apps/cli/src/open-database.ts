import { prepareDatabase, startEmbeddedPostgres } from '@app/platform';
import type { Config, DatabaseLogin } from '@app/platform';

import { MIGRATIONS } from '../../../migrations';
import { explainedRefusal } from './database-refusal';

/** A database that is ready for this version, and how to let go of it. */
export interface OpenDatabase {
  readonly login: DatabaseLogin;
  readonly ownerUrl: string;
  /** Where it is, for people; never with a password. */
  readonly place: string;
  /** False for a given server, and for an embedded one that ran already. */
  readonly startedHere: boolean;
  /** Stops the server if it is the embedded one. */
  close(): Promise<void>;
}

/** Opens the given server or the embedded one, and brings the schema up to date. */
export async function openDatabase(
  config: Config,
  say: (text: string) => void,
): Promise<OpenDatabase> {
  const database = await reachDatabase(config, say);
  const isGiven = config.databaseUrl !== null;
  try {
    await prepareDatabase({
      ownerUrl: database.ownerUrl,
      migrations: MIGRATIONS,
      runsApplication: isGiven && config.databaseOwnerUrl === null,
    });
    return database;
  } catch (error) {
    if (database.startedHere) await database.close();
    throw isGiven ? explainedRefusal(database.ownerUrl, error) : error;
  }
}

/** Reaches the given server, or the embedded one, which it starts; it changes nothing in it. */
export async function reachDatabase(
  config: Config,
  say: (text: string) => void,
): Promise<OpenDatabase> {
  return config.databaseUrl === null
    ? reachEmbedded(config, say)
    : givenDatabase(config, config.databaseUrl);
}

function givenDatabase(config: Config, databaseUrl: string): OpenDatabase {
  const { host, pathname } = new URL(databaseUrl);
  return {
    login: { url: databaseUrl, role: 'ganpei_app' },
    ownerUrl: config.databaseOwnerUrl ?? databaseUrl,
    place: `PostgreSQL at ${host}${pathname}`,
    startedHere: false,
    close: () => Promise.resolve(),
  };
}

async function reachEmbedded(config: Config, say: (text: string) => void): Promise<OpenDatabase> {
  const server = await startEmbeddedPostgres({
    stateDir: config.stateDir,
    ...(config.postgresBinDir === null ? {} : { binDir: config.postgresBinDir }),
    log: (text) => {
      say(`${text['zh-CN']} ${text.en}`);
    },
  });
  return {
    login: { url: server.appUrl, role: 'ganpei_app' },
    ownerUrl: server.ownerUrl,
    place: `PostgreSQL (embedded) at ${server.host}:${String(server.port)}, data in ${server.dataDir}`,
    startedHere: !server.adopted,
    close: () => server.stop(),
  };
}
