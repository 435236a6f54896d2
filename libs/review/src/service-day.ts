import { Injectable } from '@nestjs/common';

import { PackLibrary, calendarOf } from '@app/programs';

const DAY_MS = 24 * 3_600_000;

/**
 * The day of this installation: that of the calendar by which the first offered programme keeps its
 * promises. The people who work here share one day, whatever the zone of another programme.
 */
@Injectable()
export class ServiceDay {
  constructor(private readonly packs: PackLibrary) {}

  /** When the day of an instant ends, and the next begins. */
  endsAt(instant: Date): Date {
    const [packId = ''] = this.packs.offeredPackIds();
    const pack = this.packs.requireVersionsOf(packId).at(-1);
    if (pack === undefined) throw new Error(`The programme ${packId} has no version.`);
    const calendar = calendarOf(pack.calendar);
    return calendar.instantAt(calendar.dateOf(instant), DAY_MS);
  }
}
