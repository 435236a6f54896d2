import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { Allow } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';
import { StartComparison } from '@app/reports';

import { CurrentActor } from '../http/current-actor.decorator';
import { Writes } from '../http/writes';
import { CompareDto } from './program.dto';

@ApiTags('programs')
@ApiBearerAuth()
@Controller('v1/programs')
export class ComparisonsController {
  constructor(
    private readonly writes: Writes,
    private readonly startComparison: StartComparison,
  ) {}

  /**
   * Compares two packs over the claims of this installation: who would be paid more, less, later,
   * and what it would cost. A job does it; `GET /v1/operations/{id}` has progress and result.
   */
  @Post('compare')
  @HttpCode(202)
  @Allow('programs:compare')
  async compare(
    @CurrentActor() actor: Actor,
    @Body() { a, b, from, to }: CompareDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: false, status: 202 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id, status } = await this.startComparison.run(tx, actor, {
        a: { packId: a.packId, version: a.version },
        b: { packId: b.packId, version: b.version },
        from: from === undefined ? null : new Date(from),
        to: to === undefined ? null : new Date(to),
      });
      return { id, status };
    });
  }
}
