import { Inject, Injectable } from '@nestjs/common';

import { CONFIG } from '@app/platform';
import type { Config } from '@app/platform';
import { PackLibrary, calendarOf } from '@app/programs';

import type { OpeningHours } from './domain/support-hours';

/** The people who answer the telephone and call back: one desk for the whole installation. */
@Injectable()
export class SupportDesk {
  constructor(
    private readonly packs: PackLibrary,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** By the calendar by which the first offered programme keeps its promises. */
  hours(): OpeningHours {
    const [packId = ''] = this.packs.offeredPackIds();
    const pack = this.packs.requireVersionsOf(packId).at(-1);
    if (pack === undefined) throw new Error(`The programme ${packId} has no version.`);
    return { calendar: calendarOf(pack.calendar), spans: this.config.supportHours };
  }
}
