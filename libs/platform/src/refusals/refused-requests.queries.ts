import { Injectable } from '@nestjs/common';

import { HOUSE_LANE } from '@app/kernel';

import type { Reads } from '../database/tx';
import { RefusedRequestEntity } from './refused-request.entity';

/** As people read it out and type it: in any case, with spaces around. */
const REQUEST_ID = /^req_[0-9a-f]{20}$/;

/** All reads of what was refused. */
@Injectable()
export class RefusedRequestQueries {
  /** The refusal with the number that somebody was given; null when there is none, or no more. */
  async find(reads: Reads, typed: string): Promise<RefusedRequestEntity | null> {
    const requestId = typed.trim().toLowerCase();
    if (!REQUEST_ID.test(requestId)) return null;
    return reads.findOneBy(RefusedRequestEntity, { lane: HOUSE_LANE, requestId });
  }
}
