import { Inject, Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import { CONFIG } from '@app/platform';
import type { Config } from '@app/platform';

import { ChannelPort } from './channel-port';

/** The ways out besides mail, as far as this installation has them. */
@Injectable()
export class ChannelPorts {
  readonly sms: ChannelPort | null;
  readonly im: ChannelPort | null;

  constructor(@Inject(CONFIG) { mail }: Config, clock: Clock) {
    this.sms = mail.sms === null ? null : new ChannelPort(mail.sms, clock);
    this.im = mail.im === null ? null : new ChannelPort(mail.im, clock);
  }
}
