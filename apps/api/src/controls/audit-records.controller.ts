import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { AuditTrail } from '@app/audit';
import type { AuditRecordEntity } from '@app/audit';
import { ClaimQueries } from '@app/claims';
import { HOUSE_LANE, isId, laneOfId } from '@app/kernel';
import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { SafeLine } from '../http/fields';
import { PageDto, pageRequest } from '../http/page.dto';

const OBJECT_ID_LENGTH_MAX = 64;

class AuditPageDto extends PageDto {
  @SafeLine(OBJECT_ID_LENGTH_MAX, {
    description: 'The id of a claim, a user, a change or any other record.',
  })
  objectId!: string;
}

@ApiTags('controls')
@ApiBearerAuth()
@Controller('v1/audit-records')
export class AuditRecordsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly claims: ClaimQueries,
    private readonly trail: AuditTrail,
  ) {}

  /** What was done to one record, oldest first: by whom, when, and why. None of their own claim. */
  @Get()
  @Allow('audit:read')
  async list(@CurrentActor() actor: Actor, @Query() query: AuditPageDto): Promise<object> {
    const { reads } = this.unitOfWork;
    const { objectId } = query;
    if (isId(objectId, 'clm')) await this.claims.visible(reads, actor, objectId);
    const page = pageRequest(query);
    // What has no id of ours, such as an account of the books, is kept in the house's lane.
    const lane = isId(objectId) ? laneOfId(objectId) : HOUSE_LANE;
    const records = await this.trail.told(reads, lane, objectId, page);
    return pageOf(records, page.limit, presentRecord);
  }
}

function presentRecord(record: AuditRecordEntity): object {
  const { id, at, actorId, actorRole, action, objectId, reason, requestId, facts } = record;
  return {
    id,
    at: at.toISOString(),
    actor: { id: actorId, role: actorRole },
    action,
    objectId,
    ...(reason === null ? {} : { reason }),
    ...(requestId === null ? {} : { requestId }),
    facts,
  };
}
