import type { Reads } from '@app/platform';
import { calendarOf, isEstimate } from '@app/programs';
import type { BusinessCalendar, Pack, PackClock, PackLibrary } from '@app/programs';

/** Open claims whose due times were counted over a year whose holidays are not known. */
export interface EstimatedTimes {
  readonly pack: Pick<Pack, 'packId' | 'version' | 'calendar'>;
  readonly year: number;
  readonly claims: number;
}

/** As far ahead as a promise may reach. */
const YEARS_AHEAD = 3;

/** For whoever looks after the installation: where due times are estimates, by pack and year. */
export async function estimatedTimes(
  reads: Reads,
  packs: PackLibrary,
  now: Date,
): Promise<EstimatedTimes[]> {
  const pinned = await reads.query<{ pack_id: string; pack_version: string }[]>(
    `SELECT DISTINCT pack_id, pack_version FROM claims WHERE clock_due_at IS NOT NULL ORDER BY 1, 2`,
  );
  const found: EstimatedTimes[] = [];
  for (const { pack_id: packId, pack_version: version } of pinned) {
    const pack = packs.list().find((one) => one.packId === packId && one.version === version);
    if (pack === undefined) continue;
    const calendar = calendarOf(pack.calendar);
    const thisYear = Number(calendar.dateOf(now).slice(0, 4));
    for (let year = thisYear; year <= thisYear + YEARS_AHEAD; year += 1) {
      if (calendar.coversYear(year)) continue;
      const claims = await claimsDueIn(reads, pack, year);
      if (claims > 0) found.push({ pack, year, claims });
    }
  }
  return found;
}

/** How many claims under a pack have a clock to keep that is due in a year, by working days. */
async function claimsDueIn(reads: Reads, pack: Pack, year: number): Promise<number> {
  const calendar = calendarOf(pack.calendar);
  const [from, to] = [startOf(year, calendar), startOf(year + 1, calendar)];
  const counted = pack.clocks.filter((clock) => countsWorkdays(clock, { from, to, calendar }));
  const [row] = await reads.query<{ claims: number }[]>(
    `SELECT count(DISTINCT c.id)::int AS claims
       FROM claims c JOIN claim_clock_events e ON e.lane = c.lane AND e.claim_id = c.id
      WHERE c.clock_due_at IS NOT NULL AND c.pack_id = $1 AND c.pack_version = $2
        AND e.clock = ANY ($3::text[]) AND e.due_at >= $4 AND e.due_at < $5
        AND NOT EXISTS (SELECT FROM claim_clock_events later
              WHERE later.lane = e.lane AND later.claim_id = e.claim_id AND later.clock = e.clock
                AND later.position > e.position
                AND (later.due_at IS NOT NULL OR later.kind IN ('met', 'stopped')))`,
    [pack.packId, pack.version, counted.map(({ id }) => id), from, to],
  );
  return row?.claims ?? 0;
}

function countsWorkdays(
  { within, variants = [] }: PackClock,
  span: { readonly from: Date; readonly to: Date; readonly calendar: BusinessCalendar },
): boolean {
  const durations = [within, ...variants.map((variant) => variant.within)];
  return durations.some(
    (duration) => duration !== null && isEstimate(span.from, span.to, span.calendar, duration),
  );
}

function startOf(year: number, calendar: BusinessCalendar): Date {
  return calendar.instantAt(`${String(year)}-01-01`, 0);
}

/** Open claims that keep the days by which they began, where others are known by now. */
export interface EarlierDays {
  readonly pack: Pick<Pack, 'packId' | 'version' | 'calendar'>;
  /** The version of the calendar that they keep. */
  readonly calendarVersion: string;
  readonly claims: number;
}

/** For whoever looks after the installation: which claims go by earlier days, by pack. */
export async function claimsOfEarlierDays(
  reads: Reads,
  packs: PackLibrary,
): Promise<EarlierDays[]> {
  const rows = await reads.query<
    { pack_id: string; pack_version: string; calendar: string; claims: number }[]
  >(
    `SELECT c.pack_id, c.pack_version, begun.calendar, count(*)::int AS claims
       FROM claims c
       JOIN LATERAL (SELECT e.calendar FROM claim_clock_events e
             WHERE e.lane = c.lane AND e.claim_id = c.id AND e.calendar IS NOT NULL
             ORDER BY e.position LIMIT 1) begun ON true
      WHERE c.clock_due_at IS NOT NULL
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  );
  return rows.flatMap(({ pack_id: packId, pack_version: version, calendar, claims }) => {
    const pack = packs.list().find((one) => one.packId === packId && one.version === version);
    if (pack === undefined || calendarOf(pack.calendar).version === calendar) return [];
    return [{ pack, calendarVersion: calendar, claims }];
  });
}

/** How many claims have a promise that broke before a time and that nobody recorded as broken. */
export async function unheardBreaches(reads: Reads, since: Date): Promise<number> {
  const [row] = await reads.query<{ claims: number }[]>(
    'SELECT count(*)::int AS claims FROM claims WHERE clock_due_at < $1',
    [since],
  );
  return row?.claims ?? 0;
}
