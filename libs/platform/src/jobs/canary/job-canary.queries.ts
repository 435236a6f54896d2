import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';

import type { Reads } from '../../database/tx';
import { jobsStanding } from './canary-standing';
import type { JobsStanding } from './canary-standing';
import { JobCanaryEntity } from './job-canary.entity';
import type { JobsPlace } from './job-canary.entity';

/** Whether jobs are really done, whichever process does them. */
@Injectable()
export class JobCanaryQueries {
  private readonly startedAt: Date;

  constructor(private readonly clock: Clock) {
    this.startedAt = clock.now();
  }

  async standing(reads: Reads, place: JobsPlace): Promise<JobsStanding> {
    const canary = await reads.findOneBy(JobCanaryEntity, { place });
    return jobsStanding(canary, this.startedAt, this.clock.now());
  }
}
