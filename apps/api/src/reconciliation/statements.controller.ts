import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { DomainError, isCalendarDay } from '@app/kernel';
import {
  CASH,
  ReconciliationQueries,
  STATEMENT_FORMATS,
  StatementFiles,
  TakeStatement,
  WithdrawalQueries,
} from '@app/payouts';
import type { FileWish } from '@app/payouts';
import { Allow, UnitOfWork, pageOf, receiveUpload } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { PageDto, pageRequest } from '../http/page.dto';
import { TakesFile } from '../http/takes-file';
import { Writes } from '../http/writes';
import { presentLine, presentMatch, presentStatement } from './present-reconciliation';

const FORMATS = ['auto', ...STATEMENT_FORMATS] as const;

/** What rails and banks state of our accounts. */
@ApiTags('reconciliation')
@ApiBearerAuth()
@Controller('v1/statements')
export class StatementsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly files: StatementFiles,
    private readonly takeStatement: TakeStatement,
    private readonly queries: ReconciliationQueries,
    private readonly withdrawals: WithdrawalQueries,
  ) {}

  /** Takes the statements of a file in; a job compares them. The same file again does nothing. */
  @Post()
  @Allow('statements:take')
  @HttpCode(201)
  @TakesFile({
    properties: {
      rail: {
        type: 'string',
        description: `Whose account it is of: a rail by its name, or "${CASH}" for our own bank account. Our CSV needs it.`,
      },
      format: { type: 'string', enum: [...FORMATS], default: 'auto' },
      account: { type: 'string', description: 'Which account, where the file does not say.' },
      day: {
        type: 'string',
        format: 'date',
        description: 'The day of a fund bill without lines.',
      },
    },
  })
  async take(
    @CurrentActor() actor: Actor,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const upload = await receiveUpload(request, (content, words) => {
      const wish = words.then(({ fields }) => fileWish(fields));
      // Whoever is refused before the file is read never asks for it.
      wish.catch(() => undefined);
      return this.files.keep(content, wish);
    });
    const { stored, fileName, fields } = upload;
    const content = { ...fields, sha256: stored.sha256 };
    const scope = { about: null, keyRequired: false, status: 201, content };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const taken = await this.takeStatement.run(tx, actor, { ...stored, fileName });
      const said = await this.withdrawals.of(
        tx,
        taken.map(({ statement }) => statement.id),
      );
      return {
        statements: taken.map(({ statement, isKnown }) => ({
          ...presentStatement(statement, said(statement.id)),
          isKnown,
        })),
      };
    });
  }

  /** The statements that were taken in, newest first; those that were withdrawn say so. */
  @Get()
  @Allow('reconciliation:read')
  async list(@Query() query: PageDto): Promise<object> {
    const page = pageRequest(query);
    const { reads } = this.unitOfWork;
    const statements = await this.queries.statements(reads, page);
    const said = await this.withdrawals.of(
      reads,
      statements.map(({ id }) => id),
    );
    return pageOf(statements, page.limit, (one) => presentStatement(one, said(one.id)));
  }

  /** The lines that came first with a statement, and what each is matched with. */
  @Get(':id/lines')
  @Allow('reconciliation:read')
  async lines(@Param('id') id: string, @Query() query: PageDto): Promise<object> {
    const { reads } = this.unitOfWork;
    const statement = required(await this.queries.statementById(reads, id));
    const page = pageRequest(query);
    const lines = await this.queries.lines(reads, statement.id, page);
    const matches = await this.queries.matchesOf(reads, lines);
    return pageOf(lines, page.limit, (line) => {
      const match = matches.get(line.id);
      return {
        ...presentLine(line),
        ...(match === undefined ? {} : { match: presentMatch(match) }),
      };
    });
  }
}

/** One line without control characters, as of all short fields. */
const SHORT = /^[^\p{Cc}\p{Surrogate}]{1,100}$/u;

function isShort(word: string): boolean {
  return SHORT.test(word);
}

function fileWish(fields: Readonly<Record<string, string>>): FileWish {
  const format = FORMATS.find((one) => one === (fields.format ?? 'auto'));
  if (format === undefined) throw fieldRefused('format', fields.format ?? '');
  return {
    rail: wordOf(fields, 'rail', isShort),
    format,
    account: wordOf(fields, 'account', isShort),
    day: wordOf(fields, 'day', isCalendarDay),
  };
}

/** A field that may be left out, and is as agreed where it is not. */
function wordOf(
  fields: Readonly<Record<string, string>>,
  field: 'rail' | 'account' | 'day',
  isRight: (word: string) => boolean,
): string | null {
  const word = fields[field];
  if (word === undefined) return null;
  if (!isRight(word)) throw fieldRefused(field, word);
  return word;
}

function fieldRefused(field: string, saw: string): DomainError {
  return new DomainError(
    'invalid',
    'statement.field_invalid',
    {
      en: `"${field}" of the upload is not as agreed: rail is a rail's name or "${CASH}", format one of ${FORMATS.join(', ')}, account at most 100 characters, day like 2026-11-26.`,
      'zh-CN': `上传字段 ${field} 有误：rail 为通道名称或“${CASH}”，format 为 ${FORMATS.join('、')} 之一，account 不超过 100 个字符，day 形如 2026-11-26。`,
    },
    { field, saw: saw.slice(0, 40) },
  );
}
