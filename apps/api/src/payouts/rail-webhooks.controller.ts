import { Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { RailDirectory, ReceiveNotice } from '@app/payouts';
import { Public, UnitOfWork } from '@app/platform';
import type { RequestWithContext } from '@app/platform';

@ApiTags('payouts')
@Controller('v1/rails')
export class RailWebhooksController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly receiveNotice: ReceiveNotice,
    private readonly rails: RailDirectory,
  ) {}

  /** Where a rail tells us about a transfer. No token: the rail's signature is the credential. */
  @Post(':rail/webhook')
  @Public()
  @HttpCode(200)
  async receive(
    @Param('rail') rail: string,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object | string> {
    const { headers } = request;
    const rawBody = request.rawBody ?? Buffer.alloc(0);
    const taken = await this.unitOfWork.transaction((tx) =>
      this.receiveNotice.run(tx, { rail, headers, rawBody }),
    );
    const { noticeReceipt } = this.rails.get(rail);
    if (noticeReceipt === undefined) return taken;
    response.type('text/plain');
    return noticeReceipt;
  }
}
