import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import {
  BankFileQueries,
  BankReportFiles,
  ReleaseBankReport,
  TakeBankReport,
  TakeStatement,
  bankStatements,
} from '@app/payouts';
import { Allow, UnitOfWork, pageOf, receiveUpload } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { PageDto, pageRequest } from '../http/page.dto';
import { TakesFile } from '../http/takes-file';
import { Writes } from '../http/writes';
import { BankReportVerdictDto } from './bank-file.dto';
import { presentReport, presentReportLine } from './present-bank-file';

/** What the bank says became of its files: payment status reports and account statements. */
@ApiTags('payouts')
@ApiBearerAuth()
@Controller('v1/bank-reports')
export class BankReportsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly files: BankFileQueries,
    private readonly reportFiles: BankReportFiles,
    private readonly takeBankReport: TakeBankReport,
    private readonly releaseBankReport: ReleaseBankReport,
    private readonly takeStatement: TakeStatement,
  ) {}

  /**
   * Takes in a pain.002 or camt.053, known by its content. What would end payouts waits for another
   * person. The same file again changes nothing.
   */
  @Post()
  @Allow('bank-reports:take')
  @HttpCode(201)
  @TakesFile()
  async take(
    @CurrentActor() actor: Actor,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const upload = await receiveUpload(request, (content) => this.reportFiles.keep(content));
    const { stored, fileName } = upload;
    const { sha256 } = stored;
    const scope = { about: null, keyRequired: false, status: 201, content: { sha256 } };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const handed = { ...stored, fileName };
      const { report, isKnown } = await this.takeBankReport.run(tx, actor, handed);
      // An account statement is compared with the books as well.
      const statements = bankStatements(stored.read);
      const asStatement = {
        rail: 'bank',
        format: 'camt.053',
        statements,
        bankReport: null,
      } as const;
      if (statements.length > 0) {
        await this.takeStatement.run(tx, actor, { ...asStatement, sha256, fileName });
      }
      const releases = await this.files.reportReleases(tx, [report.id]);
      return { ...presentReport(report, releases), isKnown };
    });
  }

  /** The reports that were taken in, newest first. */
  @Get()
  @Allow('bank-files:read')
  async list(@Query() query: PageDto): Promise<object> {
    const page = pageRequest(query);
    const reports = await this.files.reports(this.unitOfWork.reads, page);
    const releases = await this.files.reportReleases(
      this.unitOfWork.reads,
      reports.map(({ id }) => id),
    );
    return pageOf(reports, page.limit, (report) => presentReport(report, releases));
  }

  /** A report, with which payouts it ends, and what it says about nothing of ours: for people. */
  @Get(':id')
  @Allow('bank-files:read')
  async get(@Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const report = required(await this.files.reportById(reads, id));
    const unmatched = await this.files.unmatched(reads, report.id);
    const ends = await this.files.ends(reads, report.id);
    return {
      ...presentReport(report, await this.files.reportReleases(reads, [report.id])),
      ...{ ends: ends.map(presentReportLine), unmatched: unmatched.map(presentReportLine) },
    };
  }

  /** The word of another person than took it in: lets it count, or discards it. */
  @Post(':id/releases')
  @Allow('bank-reports:release')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async release(
    @CurrentActor() actor: Actor,
    @Param('id') reportId: string,
    @Body() { verdict, note }: BankReportVerdictDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const report = await this.releaseBankReport.run(tx, actor, { reportId, verdict, note });
      return presentReport(report, await this.files.reportReleases(tx, [report.id]));
    });
  }
}
