import { Controller, Get, Inject } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { SlotBooking, SupportDesk } from '@app/messaging';
import { Allow, CONFIG, UnitOfWork } from '@app/platform';
import type { Config } from '@app/platform';

@ApiTags('call-backs')
@ApiBearerAuth()
@Controller('v1/callback-slots')
export class CallbackSlotsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly booking: SlotBooking,
    private readonly desk: SupportDesk,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The slots of the next ten working days, also those that are full. */
  @Get()
  @Allow('callbacks:read')
  async list(): Promise<object> {
    const slots = await this.booking.bookable(this.unitOfWork.reads);
    return {
      data: slots.map(({ slotAt, slotEndsAt, free }) => ({
        slotAt: slotAt.toISOString(),
        slotEndsAt: slotEndsAt.toISOString(),
        isFree: free > 0,
      })),
      hasMore: false,
      next: null,
      zone: this.desk.hours().calendar.timeZone,
      supportPhone: this.config.supportPhone,
    };
  }
}
