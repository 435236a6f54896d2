import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

import { Controller, Get, Header, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { DomainError } from '@app/kernel';
import { LogQueries, parseTilePath } from '@app/ledger';
import { Allow, UnitOfWork } from '@app/platform';

import { ConsistencyDto, readLogSize } from './consistency.dto';

const PREFIX = '/v1/ledger/log/';
const TEXT = 'text/plain; charset=utf-8';
const BYTES = 'application/octet-stream';
/** A tile never changes; it is nobody's but the caller's, because it needed a token. */
const FOR_EVER = 'private, max-age=31536000, immutable';
const compress = promisify(gzip);

const NOTE = {
  description: 'A signed note.',
  content: { 'text/plain': { schema: { type: 'string' } } },
};
const BINARY = {
  description: 'The bytes.',
  content: { [BYTES]: { schema: { type: 'string', format: 'binary' } } },
};

/** The transparency log as C2SP tlog-tiles lays it out, below `/v1/ledger/log`. */
@ApiTags('ledger')
@ApiBearerAuth()
@Controller('v1/ledger')
export class LogController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: LogQueries,
  ) {}

  /** The latest signed checkpoint of the ledger (C2SP tlog-checkpoint). */
  @Get('checkpoint')
  @Allow('log:read')
  @ApiOkResponse(NOTE)
  @Header('Content-Type', TEXT)
  @Header('Cache-Control', 'no-cache')
  async checkpoint(): Promise<string> {
    const latest = await this.log.latestCheckpoint(this.unitOfWork.reads);
    if (latest === null) throw emptyLog();
    return latest.note;
  }

  /** The same, where clients of tlog-tiles look for it. */
  @Get('log/checkpoint')
  @Allow('log:read')
  @ApiOkResponse(NOTE)
  @Header('Content-Type', TEXT)
  @Header('Cache-Control', 'no-cache')
  async logCheckpoint(): Promise<string> {
    return this.checkpoint();
  }

  /** A bundle of log entries: journals as canonical JSON, each after its length in two bytes. */
  @Get('log/tile/entries/*path')
  @Allow('log:entries')
  @ApiOkResponse(BINARY)
  @ApiParam({
    name: 'path',
    type: String,
    description: '<N>[.p/<W>] of C2SP tlog-tiles, such as x001/234.p/5',
  })
  async entries(@Req() request: Request, @Res() response: Response): Promise<void> {
    const bytes = await this.tileAt(request);
    response.vary('Accept-Encoding');
    if (request.acceptsEncodings('gzip') === false) {
      send(response, bytes);
      return;
    }
    response.setHeader('Content-Encoding', 'gzip');
    send(response, await compress(bytes));
  }

  /** A tile of hashes of 32 bytes each, full or partial. */
  @Get('log/tile/*path')
  @Allow('log:read')
  @ApiOkResponse(BINARY)
  @ApiParam({
    name: 'path',
    type: String,
    description: '<L>/<N>[.p/<W>] of C2SP tlog-tiles, such as 0/x001/234',
  })
  async tile(@Req() request: Request, @Res() response: Response): Promise<void> {
    send(response, await this.tileAt(request));
  }

  /** Proves that the log of `to` journals (the latest checkpoint) begins with its first `from`. */
  @Get('consistency')
  @Allow('log:read')
  async consistency(@Query() query: ConsistencyDto): Promise<object> {
    const { reads } = this.unitOfWork;
    const from = readLogSize(query.from, 'from');
    const to =
      query.to === undefined
        ? ((await this.log.latestCheckpoint(reads))?.size ?? 0)
        : readLogSize(query.to, 'to');
    const hashes = await this.log.consistency(reads, from, to);
    return { from, to, hashes: hashes.map((hash) => hash.toString('base64')) };
  }

  /** The path as it was sent: a tile has one spelling, so nothing of it may be decoded. */
  private async tileAt({ path }: Request): Promise<Buffer> {
    const tile = parseTilePath(path.slice(PREFIX.length));
    const bytes = await this.log.tile(this.unitOfWork.reads, tile);
    if (bytes === null) throw beyondLog();
    return bytes;
  }
}

function send(response: Response, bytes: Buffer): void {
  response.type(BYTES).setHeader('Cache-Control', FOR_EVER).send(bytes);
}

function emptyLog(): DomainError {
  return new DomainError('not_found', 'ledger.log_empty', {
    en: 'There is no checkpoint yet: nothing has been posted and sealed.',
    'zh-CN': '暂无检查点：尚无已入账并封存的分录。',
  });
}

function beyondLog(): DomainError {
  return new DomainError('not_found', 'ledger.beyond_log', {
    en: 'The log does not reach this tile. Take the sizes of tiles from the latest checkpoint.',
    'zh-CN': '日志尚未达到该 tile，请按最新检查点的大小计算 tile。',
  });
}
