import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { Clock } from '@app/kernel';
import { CONFIG, Public, UnitOfWork } from '@app/platform';
import type { Config } from '@app/platform';
import { PackLibrary } from '@app/programs';
import { ReportQueries } from '@app/reports';

@ApiTags('public')
@Public()
@Controller('v1/public')
export class GuaranteeController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reports: ReportQueries,
    private readonly packs: PackLibrary,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Whether the promise is kept, for everybody to see: claims by status and money paid. */
  @Get('guarantee')
  async guarantee(): Promise<object> {
    const { reads } = this.unitOfWork;
    const figures = await this.reports.guaranteeFigures(reads);
    await this.packs.refresh(reads);
    const now = this.clock.now();
    return {
      asOf: now.toISOString(),
      supportPhone: this.config.supportPhone,
      demo: this.config.demo,
      programs: this.packs.offeredInForce(now).map((pack) => ({
        packId: pack.packId,
        version: pack.version,
        status: pack.status,
        name: pack.name,
        summary: pack.summary,
      })),
      claims: figures.claims,
      paid: figures.paid.map(({ currency, paidMinor }) => ({
        currency,
        amountMinor: paidMinor.toString(),
      })),
    };
  }
}
