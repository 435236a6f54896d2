import { Controller, Get, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { Allow, Metrics } from '@app/platform';

import { LedgerGauges } from './ledger-gauges';

@ApiTags('health')
@ApiBearerAuth()
@Controller()
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly ledgerGauges: LedgerGauges,
  ) {}

  /** For Prometheus, which sends METRICS_TOKEN as bearer token; auditors and operators may look. */
  @Get('metrics')
  @Allow('metrics:read')
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  async text(@Res() response: Response): Promise<void> {
    await this.ledgerGauges.update();
    const { registry } = this.metrics;
    response.setHeader('Content-Type', registry.contentType).send(await registry.metrics());
  }
}
