import type { Config, Reads } from '@app/platform';
import { PACKS_FOLDER, PackLibrary, calendarOf } from '@app/programs';
import { checkBooks } from '@app/reports';

import { withInstallation } from '../open-installation';
import type { Finding } from './finding';
import { fundFindings } from './fund-findings';
import { logFindings } from './log-findings';

/** `ganpei doctor`: what is set up, and how it is. The exit code is 1 when something is wrong. */
export async function runDoctor(config: Config, { books }: { books: boolean }): Promise<number> {
  const findings = await withInstallation(config, async (reads, place) => [
    {
      isGood: true,
      text: `Node ${process.versions.node} on ${process.platform}-${process.arch}`,
    },
    { isGood: true, text: place },
    await serverVersion(reads),
    ...packFindings(),
    ...(await logFindings(reads, config)),
    ...(books ? [...(await bookFindings(reads)), ...(await fundFindings(reads))] : []),
  ]);
  for (const { isGood, text } of findings) {
    process.stdout.write(`${isGood ? '✓' : '✗'} ${text}\n`);
  }
  return findings.every(({ isGood }) => isGood) ? 0 : 1;
}

async function serverVersion(reads: Reads): Promise<Finding> {
  const [row] = await reads.query<{ version: string; user: string }[]>(
    `SELECT current_setting('server_version') AS version, current_user AS user`,
  );
  return {
    isGood: true,
    text: `PostgreSQL ${row?.version ?? '?'}, working as ${row?.user ?? '?'}`,
  };
}

/** A calendar without the holidays of a year knows weekends only: due times there are estimates. */
function packFindings(): Finding[] {
  const year = new Date().getUTCFullYear();
  return PackLibrary.read(PACKS_FOLDER)
    .list()
    .map((pack) => {
      const calendar = calendarOf(pack.calendar);
      const known = calendar.coversYear(year);
      const next = calendar.coversYear(year + 1)
        ? ''
        : `; holidays of ${String(year + 1)} are not published yet`;
      return {
        isGood: known,
        text: `Pack ${pack.packId}@${pack.version} (${pack.status}), calendar ${calendar.id} ${known ? 'knows' : 'does not know'} ${String(year)}${next}`,
      };
    });
}

async function bookFindings(reads: Reads): Promise<Finding[]> {
  const checks = await checkBooks(reads);
  return checks.flatMap(({ id, rule, violations }) => [
    { isGood: violations.length === 0, text: `${id}: ${rule}` },
    ...violations.map(({ what, detail }) => ({ isGood: false, text: `    ${what}: ${detail}` })),
  ]);
}
