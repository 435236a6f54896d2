import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { Clock } from '@app/kernel';
import { SupportDesk, isOpenAt, opensNextAt } from '@app/messaging';
import { CONFIG, Public } from '@app/platform';
import type { Config } from '@app/platform';

@ApiTags('public')
@Public()
@Controller('v1/public/contact')
export class ContactController {
  constructor(
    private readonly desk: SupportDesk,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The telephone number of our people, when they answer it, and whether they do right now. */
  @Get()
  contact(): object {
    const now = this.clock.now();
    const hours = this.desk.hours();
    return {
      phone: this.config.supportPhone,
      hours: hours.spans.map(({ opensAtMinute, closesAtMinute }) => ({
        opens: wallTime(opensAtMinute),
        closes: wallTime(closesAtMinute),
      })),
      days: { en: 'on working days', 'zh-CN': '工作日' },
      zone: hours.calendar.timeZone,
      isOpenNow: isOpenAt(now, hours),
      opensNextAt: opensNextAt(now, hours).toISOString(),
      demo: this.config.demo,
    };
  }
}

function wallTime(minuteOfDay: number): string {
  const part = (count: number): string => String(count).padStart(2, '0');
  return `${part(Math.floor(minuteOfDay / 60))}:${part(minuteOfDay % 60)}`;
}
