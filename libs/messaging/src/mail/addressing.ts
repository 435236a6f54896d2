import { Inject, Injectable } from '@nestjs/common';

import { CONFIG, INSTALLATION_SECRET } from '@app/platform';
import type { Config } from '@app/platform';

import type { ReplyAddressing } from '../domain/reply-address';

/** Our addresses of mail, and what signs them. */
@Injectable()
export class Addressing implements ReplyAddressing {
  readonly mailDomain: string;

  constructor(
    @Inject(CONFIG) { mail }: Pick<Config, 'mail'>,
    @Inject(INSTALLATION_SECRET) readonly key: Buffer,
  ) {
    this.mailDomain = mail.domain;
  }
}
