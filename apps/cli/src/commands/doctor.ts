import { DataSource } from 'typeorm';

import { dataSourceOptions } from '@app/platform';
import type { Config } from '@app/platform';
import { PACKS_FOLDER, PackLibrary, calendarOf } from '@app/programs';
import { checkBooks } from '@app/reports';

import { openDatabase } from '../open-database';

interface Finding {
  readonly isGood: boolean;
  readonly text: string;
}

/** `ganpei doctor`: what is set up and how it is. Returns the exit code: 1 when something is wrong. */
export async function runDoctor(config: Config, { books }: { books: boolean }): Promise<number> {
  const database = await openDatabase(config, () => undefined);
  try {
    const dataSource = new DataSource(dataSourceOptions(database.login, {}, 2));
    await dataSource.initialize();
    try {
      const findings = [
        { isGood: true, text: `Node ${process.versions.node} on ${process.platform}-${process.arch}` },
        { isGood: true, text: database.place },
        await serverVersion(dataSource),
        ...packFindings(),
        ...(books ? await bookFindings(dataSource) : []),
      ];
      for (const { isGood, text } of findings) process.stdout.write(`${isGood ? '✓' : '✗'} ${text}\n`);
      return findings.every(({ isGood }) => isGood) ? 0 : 1;
    } finally {
      await dataSource.destroy();
    }
  } finally {
    // A server that ran already belongs to the service that runs on it.
    if (database.startedHere) await database.close();
  }
}

async function serverVersion(dataSource: DataSource): Promise<Finding> {
  const [row] = await dataSource.query<{ version: string; user: string }[]>(
    `SELECT current_setting('server_version') AS version, current_user AS user`,
  );
  return { isGood: true, text: `PostgreSQL ${row?.version ?? '?'}, working as ${row?.user ?? '?'}` };
}

/** A calendar without the holidays of a year knows weekends only: due times there are estimates. */
function packFindings(): Finding[] {
  const year = new Date().getUTCFullYear();
  return PackLibrary.read(PACKS_FOLDER).list().map((pack) => {
    const calendar = calendarOf(pack.calendar);
    const known = calendar.coversYear(year);
    const next = calendar.coversYear(year + 1) ? '' : `; holidays of ${String(year + 1)} are not published yet`;
    return {
      isGood: known,
      text: `Pack ${pack.packId}@${pack.version} (${pack.status}), calendar ${calendar.id} ${known ? 'knows' : 'does not know'} ${String(year)}${next}`,
    };
  });
}

async function bookFindings(dataSource: DataSource): Promise<Finding[]> {
  const checks = await checkBooks(dataSource.manager);
  return checks.flatMap(({ id, rule, violations }) => [
    { isGood: violations.length === 0, text: `${id}: ${rule}` },
    ...violations.map(({ what, detail }) => ({ isGood: false, text: `    ${what}: ${detail}` })),
  ]);
}
