import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries, RecordFinding, claimantKinds, recordableFindings } from '@app/claims';
import type { ClaimEntity, ClaimFindingEntity, RecordableFinding } from '@app/claims';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor, Reads, RequestWithContext } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { FindingDto } from './finding.dto';

/** What reviewers find out about a claim, and its programme reckons with. */
@ApiTags('claims')
@ApiBearerAuth()
@Controller('v1/claims/:id/findings')
export class FindingsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly packs: PackLibrary,
    private readonly recordFinding: RecordFinding,
  ) {}

  /** Records a finding. A newer one about the same corrects it. */
  @Post()
  @Allow('findings:record')
  async add(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: FindingDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: false, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const claim = required(await this.claims.visible(tx, actor, id));
      const { finding, lineId = null, value, reason } = body;
      const input = { claimId: claim.id, finding, lineId, value, reason };
      const recorded = await this.recordFinding.run(tx, actor, input);
      return presentFinding(recorded, await this.recordable(tx, claim));
    });
  }

  /** Every finding, the oldest first, and what can be found out about this claim. */
  @Get()
  @Allow('findings:read')
  async list(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const claim = required(await this.claims.visible(reads, actor, id));
    const recordable = await this.recordable(reads, claim);
    const records = await this.claims.findings(reads, claim);
    const data = records.map((record) => presentFinding(record, recordable));
    return { data, hasMore: false, next: null, recordable };
  }

  private async recordable(reads: Reads, claim: ClaimEntity): Promise<RecordableFinding[]> {
    const pack = await this.packs.pinned(reads, claim);
    return recordableFindings(pack, claim.lossType, claimantKinds(this.packs.list()));
  }
}

function presentFinding(
  record: ClaimFindingEntity,
  recordable: readonly RecordableFinding[],
): object {
  const { finding, lineId, value, reason, actorId, actorRole, recordedAt } = record;
  const { what, burden = null } = recordable.find((known) => known.finding === finding) ?? {};
  return {
    finding,
    lineId,
    value,
    what,
    burden,
    reason,
    recordedBy: { id: actorId, role: actorRole },
    recordedAt: recordedAt.toISOString(),
  };
}
