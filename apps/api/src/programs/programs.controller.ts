import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { Clock, DomainError } from '@app/kernel';
import { Allow, UnitOfWork } from '@app/platform';
import { PackLibrary, assess, checkFacts, packDigest } from '@app/programs';
import type { AssessmentFacts, Pack } from '@app/programs';

import { presentPack, presentPackVersion } from './present-pack';
import { EvaluateDto } from './program.dto';

@ApiTags('programs')
@ApiBearerAuth()
@Controller('v1/programs')
export class ProgramsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly packs: PackLibrary,
    private readonly clock: Clock,
  ) {}

  /** Every version of every pack: which are promised here, and which are in force today. */
  @Get()
  @Allow('programs:read')
  async list(): Promise<object> {
    await this.packs.refresh(this.unitOfWork.reads);
    const inForce = this.packs.allInForce(this.clock.now());
    const data = this.packs.list().map((pack) => presentPack(pack, this.standing(pack, inForce)));
    return { data, hasMore: false, next: null };
  }

  /** One pack with all its versions, the newest first. */
  @Get(':packId')
  @Allow('programs:read')
  async pack(@Param('packId') packId: string): Promise<object> {
    await this.packs.refresh(this.unitOfWork.reads);
    const inForce = this.packs.allInForce(this.clock.now());
    const versions = this.packs.requireVersionsOf(packId).toReversed();
    return {
      packId,
      offered: this.packs.offers(packId),
      inForce: inForce.find((pack) => pack.packId === packId)?.version ?? null,
      versions: versions.map((pack) => presentPackVersion(pack, this.standing(pack, inForce))),
    };
  }

  /** A whole policy pack: exactly what claims under it are judged by. */
  @Get(':packId/versions/:version')
  @Allow('programs:read')
  async version(
    @Param('packId') packId: string,
    @Param('version') version: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    await this.packs.refresh(this.unitOfWork.reads);
    const pack = this.packs.get(packId, version);
    response.setHeader('ETag', `"${packDigest(pack)}"`);
    return pack;
  }

  /** A dry run: what a pack says about facts, and why. Nothing is stored. */
  @Post('evaluate')
  @HttpCode(200)
  @Allow('programs:evaluate')
  async evaluate(@Body() body: EvaluateDto): Promise<object> {
    const facts = withinFacts(() => checkFacts(body.facts));
    await this.packs.refresh(this.unitOfWork.reads);
    const pack = this.chosen(body, facts);
    const now = body.now === undefined ? this.clock.now() : new Date(body.now);
    return withinFacts(() => assess(pack, facts, now));
  }

  private chosen({ packId, version }: EvaluateDto, facts: AssessmentFacts): Pack {
    if (version !== undefined) return this.packs.get(packId, version);
    const paidAt = new Date(Math.min(...facts.lines.map((line) => Date.parse(line.paidAt))));
    return this.packs.inForceForClaim(packId, { paidAt, filedAt: new Date(facts.filedAt) });
  }

  private standing(pack: Pack, inForce: readonly Pack[]): { offered: boolean; inForce: boolean } {
    return {
      offered: this.packs.offers(pack.packId),
      inForce: inForce.includes(pack),
    };
  }
}

/** Facts are one field of the request: what is wrong in them is named from there. */
function withinFacts<Result>(judge: () => Result): Result {
  try {
    return judge();
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'programs.malformed_facts') throw error;
    const { field = 'facts' } = error.details;
    const path = field === 'facts' ? field : `facts.${field}`;
    throw new DomainError(error.kind, error.code, error.text, { ...error.details, field: path });
  }
}
