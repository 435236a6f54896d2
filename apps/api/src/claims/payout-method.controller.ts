import { Body, Controller, Param, Put, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries } from '@app/claims';
import { ChangePayee } from '@app/payouts';
import { Allow } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { ClaimPresenter } from './claim-presenter';
import { PayoutMethodDto, wantedMethod } from './payout-method.dto';

@ApiTags('claims')
@ApiBearerAuth()
@Controller('v1/claims')
export class PayoutMethodController {
  constructor(
    private readonly writes: Writes,
    private readonly queries: ClaimQueries,
    private readonly presenter: ClaimPresenter,
    private readonly changePayee: ChangePayee,
  ) {}

  /**
   * Says where an award is to go, until the claim is decided. Approvals that were given are void,
   * and a payment to a new account waits a day.
   */
  @Put(':id/payout-method')
  @Allow('claims:payout-method')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: PayoutMethodDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    return this.writes.answer(
      { request, response },
      { about: id, keyRequired: true, status: 200 },
      async (tx) => {
        const { id: claimId } = required(await this.queries.visible(tx, actor, id));
        const method = wantedMethod(body);
        const claim = await this.changePayee.run(tx, actor, { claimId, method });
        return this.presenter.present(tx, claim, actor);
      },
    );
  }
}
