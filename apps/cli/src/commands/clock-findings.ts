import { claimsOfEarlierDays, estimatedTimes, unheardBreaches } from '@app/claims';
import { SystemClock } from '@app/kernel';
import type { Reads } from '@app/platform';
import { calendarOf, pinnedFaults, pinnedVersions } from '@app/programs';
import type { PackLibrary } from '@app/programs';

import type { Finding } from './finding';

/** A worker that runs records a broken promise within seconds. */
const UNHEARD_MS = 60_000;

/** Whether promised times are sure, and whether somebody notices when one is broken. */
export async function clockFindings(reads: Reads, packs: PackLibrary): Promise<Finding[]> {
  const now = new SystemClock().now();
  const estimated = await estimatedTimes(reads, packs, now);
  const earlier = await claimsOfEarlierDays(reads, packs);
  const unheard = await unheardBreaches(reads, new Date(now.getTime() - UNHEARD_MS));
  const lost = pinnedFaults(await pinnedVersions(reads), packs.list());
  return [
    ...lost.map(({ en }) => ({ isGood: false, text: en })),
    ...estimated.map(({ pack, year, claims }) => ({
      isGood: false,
      text: `${String(claims)} claims under ${pack.packId}@${pack.version} have due times in ${String(year)} that are estimates: calendar ${pack.calendar} does not know its holidays yet. Add them to the calendar overrides when they are published`,
    })),
    ...earlier.map(({ pack, calendarVersion, claims }) => ({
      isGood: true,
      text: `${String(claims)} claims under ${pack.packId}@${pack.version} keep the days by which they were promised (${calendarVersion}); new ones go by ${calendarOf(pack.calendar).version}`,
    })),
    {
      isGood: unheard === 0,
      text:
        unheard === 0
          ? 'Every broken promise is recorded'
          : `${String(unheard)} claims have a broken promise that is not recorded: is the worker running?`,
    },
  ];
}
