import type { Config, JobsPlace, Reads } from '@app/platform';
import { PROGRAM_ENTITIES, readLibrary } from '@app/programs';
import type { PackLibrary } from '@app/programs';
import { checkBooks } from '@app/reports';

import { withInstallation } from '../open-installation';
import { answerFindings } from './answer-findings';
import { calendarFindings } from './calendar-findings';
import { clockFindings } from './clock-findings';
import { coverageFindings } from './coverage-findings';
import { creditFindings } from './credit-findings';
import type { Finding } from './finding';
import { fundFindings } from './fund-findings';
import { JOB_ENTITIES, jobFindings } from './job-findings';
import { logFindings } from './log-findings';
import { payoutFindings } from './payout-findings';
import { queueFindings } from './queue-findings';
import { reconciliationFindings } from './reconciliation-findings';
import { suspenseFindings } from './suspense-findings';

/** `ganpei doctor`: what is set up, and how it is. The exit code is 1 when something is wrong. */
export async function runDoctor(config: Config, { books }: { books: boolean }): Promise<number> {
  const packs = readLibrary(config.programs);
  const findings = await withInstallation(
    config,
    async (reads, place) => {
      await packs.refresh(reads);
      return [
        {
          isGood: true,
          text: `Node ${process.versions.node} on ${process.platform}-${process.arch}`,
        },
        { isGood: true, text: place },
        await serverVersion(reads),
        ...(await queueFindings(config.queue)),
        ...(await jobFindings(reads, placeOfJobs(config), new Date())),
        ...packFindings(packs),
        ...calendarFindings(packs, new Date().getUTCFullYear()),
        ...(await clockFindings(reads, packs)),
        ...(await answerFindings(reads, new Date())),
        ...(await logFindings(reads, config)),
        ...(books
          ? [
              ...(await bookFindings(reads)),
              ...(await fundFindings(reads)),
              ...(await coverageFindings(reads, config)),
              ...(await payoutFindings(reads, config, new Date())),
              ...(await reconciliationFindings(reads)),
              ...(await creditFindings(reads)),
              ...(await suspenseFindings(reads, new Date())),
            ]
          : []),
      ];
    },
    [...PROGRAM_ENTITIES, ...JOB_ENTITIES],
  );
  for (const { isGood, text } of findings) {
    process.stdout.write(`${isGood ? '✓' : '✗'} ${text}\n`);
  }
  return findings.every(({ isGood }) => isGood) ? 0 : 1;
}

function placeOfJobs({ queue }: Config): JobsPlace {
  return queue === null ? 'postgres' : 'redis';
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

function packFindings(packs: PackLibrary): Finding[] {
  return packs
    .list()
    .filter(({ packId }) => packs.offers(packId))
    .map(({ packId, version, status, calendar }) => ({
      isGood: true,
      text: `Pack ${packId}@${version} (${status}), calendar ${calendar}`,
    }));
}

async function bookFindings(reads: Reads): Promise<Finding[]> {
  const checks = await checkBooks(reads);
  return checks.flatMap(({ id, rule, violations }) => [
    { isGood: violations.length === 0, text: `${id}: ${rule}` },
    ...violations.map(({ what, detail }) => ({ isGood: false, text: `    ${what}: ${detail}` })),
  ]);
}
