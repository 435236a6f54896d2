import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { Allow, Metrics } from '@app/platform';

import { GAUGE_SETS } from './gauge-sets';
import type { GaugeSet } from './gauge-sets';

@ApiTags('health')
@ApiBearerAuth()
@Controller()
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    @Inject(GAUGE_SETS) private readonly gaugeSets: readonly GaugeSet[],
  ) {}

  /** For Prometheus, which sends METRICS_TOKEN as bearer token; auditors and operators may look. */
  @Get('metrics')
  @Allow('metrics:read')
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  async text(@Res() response: Response): Promise<void> {
    for (const gauges of this.gaugeSets) await gauges.update();
    const { registry } = this.metrics;
    response.setHeader('Content-Type', registry.contentType).send(await registry.metrics());
  }
}
