import { Injectable } from '@nestjs/common';

import { PackLibrary } from '@app/programs';

const DAY_MS = 24 * 3_600_000;

/** The day of this installation, which all who work here share. */
@Injectable()
export class ServiceDay {
  constructor(private readonly packs: PackLibrary) {}

  /** When the day of an instant ends, and the next begins. */
  endsAt(instant: Date): Date {
    const calendar = this.packs.serviceCalendar();
    return calendar.instantAt(calendar.dateOf(instant), DAY_MS);
  }
}
