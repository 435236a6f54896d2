import { Inject, Injectable } from '@nestjs/common';

import { CONFIG } from '@app/platform';
import type { Config } from '@app/platform';
import { PackLibrary } from '@app/programs';

import type { OpeningHours } from '../domain/support-hours';

/** The people who answer the telephone and call back: one desk for the whole installation. */
@Injectable()
export class SupportDesk {
  constructor(
    private readonly packs: PackLibrary,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** On the working days of this installation. */
  hours(): OpeningHours {
    return { calendar: this.packs.serviceCalendar(), spans: this.config.supportHours };
  }
}
