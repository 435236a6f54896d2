import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { AuditTrail } from '@app/audit';
import { laneOfId } from '@app/kernel';
import { FileOutbox, outboxMail } from '@app/messaging';
import type { OutboxFile } from '@app/messaging';
import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { PageDto, pageRequest } from '../http/page.dto';

/** The mails of an installation without a mail server, which are files and go nowhere. */
@ApiTags('mail')
@ApiBearerAuth()
@Controller('v1/outbox')
export class OutboxController {
  constructor(
    private readonly outbox: FileOutbox,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** The newest first, by their files alone: whom they are to and what they say is in each. */
  @Get()
  @Allow('outbox:read')
  async list(@Query() query: PageDto): Promise<object> {
    const page = pageRequest(query);
    const files = await this.outbox.list(page);
    const rows = files.map((file) => ({ ...file, id: file.messageId }));
    return pageOf(rows, page.limit, presentFile);
  }

  /** One mail as its reader would see it, with its bytes. Who read it is kept. */
  @Get(':id')
  @Allow('outbox:read')
  async read(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const raw = required(await this.outbox.read(id));
    await this.unitOfWork.transaction((tx) =>
      this.audit.record(tx, { lane: laneOfId(id), actor, action: 'mail.read', objectId: id }),
    );
    return { messageId: id, ...(await outboxMail(raw)) };
  }
}

function presentFile({ messageId, sizeBytes, writtenAt }: OutboxFile): object {
  return { messageId, sizeBytes, writtenAt: writtenAt.toISOString() };
}
