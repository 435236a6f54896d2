import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { FileDraft } from '@app/claims';
import { Allow } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { Writes } from '../http/writes';
import { ClaimPresenter } from './claim-presenter';
import { FileDraftDto } from './draft.dto';
import { readContent } from './typed-claim';

@ApiTags('claims')
@ApiBearerAuth()
@Controller('v1/claim-drafts/:id')
export class DraftFilingController {
  constructor(
    private readonly writes: Writes,
    private readonly presenter: ClaimPresenter,
    private readonly fileDraft: FileDraft,
  ) {}

  /** Files what the draft holds, once: whoever files it again gets the claim that it became. */
  @Post('file')
  @Allow('claims:file')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async file(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: FileDraftDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const device = body.device === undefined ? null : { id: body.device.id };
      const input = { draftId: id, read: readContent, device };
      return this.presenter.present(tx, await this.fileDraft.run(tx, actor, input), actor);
    });
  }
}
