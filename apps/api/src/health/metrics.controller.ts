import { Controller, Get, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { Allow, Metrics } from '@app/platform';

import { MailGauges } from '../mail/mail-gauges';
import { WebhookGauges } from '../webhooks/webhook-gauges';
import { LedgerGauges } from './ledger-gauges';

@ApiTags('health')
@ApiBearerAuth()
@Controller()
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly ledgerGauges: LedgerGauges,
    private readonly mailGauges: MailGauges,
    private readonly webhookGauges: WebhookGauges,
  ) {}

  /** For Prometheus, which sends METRICS_TOKEN as bearer token; auditors and operators may look. */
  @Get('metrics')
  @Allow('metrics:read')
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  async text(@Res() response: Response): Promise<void> {
    await this.ledgerGauges.update();
    await this.mailGauges.update();
    await this.webhookGauges.update();
    const { registry } = this.metrics;
    response.setHeader('Content-Type', registry.contentType).send(await registry.metrics());
  }
}
