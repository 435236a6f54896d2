import { Injectable } from '@nestjs/common';

import type { Reads } from '@app/platform';
import { CalendarVersionQueries, PackLibrary } from '@app/programs';

import { ClaimQueries } from '../claims.queries';
import type { ClaimClockEventEntity } from '../persistence/claim-clock-event.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { claimRules, pinnedCalendar } from './claim-rules';
import type { ClaimRules } from './claim-rules';

type PinnedClaim = Pick<ClaimEntity, 'lane' | 'id' | 'packId' | 'packVersion'>;

/** The rules of claims that were filed: their pinned pack, and the days by which they began. */
@Injectable()
export class ClaimRulesQueries {
  constructor(
    private readonly packs: PackLibrary,
    private readonly calendars: CalendarVersionQueries,
    private readonly claims: ClaimQueries,
  ) {}

  /**
   * For whoever moves clocks, of which all facts are given: by the days of the first of them, and
   * by what is established. Whoever gives a new time and moves none goes by the days of today.
   */
  async of(
    reads: Reads,
    claim: PinnedClaim,
    clocks: {
      readonly movesClocks: boolean;
      readonly facts: readonly ClaimClockEventEntity[];
    },
  ): Promise<ClaimRules> {
    const pack = await this.packs.pinned(reads, claim);
    if (!clocks.movesClocks) return claimRules(pack, []);
    const circumstances = await this.claims.circumstances(reads, claim);
    const version = pinnedCalendar(clocks.facts);
    const calendar = await this.calendars.asOf(reads, pack.calendar, version);
    return claimRules(pack, circumstances, calendar);
  }
}
