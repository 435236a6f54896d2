import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import type { Reads } from '@app/platform';

import { ClaimQueries } from '../claims.queries';

/** How long a count is good enough: somebody who has one claim more or less is no wrong choice. */
const COUNT_GOOD_MS = 5_000;

/**
 * How many open claims everybody has, for a fair assignment: counted every few seconds, and between
 * the counts what this process gave out. With many claims open a count takes longer than all else
 * that an assignment does.
 */
@Injectable()
export class OwnerLoads {
  private countedAtMs = Number.NEGATIVE_INFINITY;
  private openClaims = new Map<string, number>();

  constructor(
    private readonly claims: ClaimQueries,
    private readonly clock: Clock,
  ) {}

  async now(reads: Reads): Promise<ReadonlyMap<string, number>> {
    const nowMs = this.clock.now().getTime();
    if (nowMs - this.countedAtMs > COUNT_GOOD_MS) {
      this.countedAtMs = nowMs;
      this.openClaims = await this.claims.openByOwner(reads);
    }
    return this.openClaims;
  }

  /** Somebody was given one more. */
  add(ownerId: string): void {
    this.openClaims.set(ownerId, (this.openClaims.get(ownerId) ?? 0) + 1);
  }
}
