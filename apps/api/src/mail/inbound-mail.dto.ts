import { INBOUND_MAIL_STATES } from '@app/messaging';
import type { InboundMailState } from '@app/messaging';

import { OneOf, SafeLine } from '../http/fields';
import { PageDto } from '../http/page.dto';

export class InboundMailsDto extends PageDto {
  @OneOf(INBOUND_MAIL_STATES, { optional: true, description: 'Default: all.' })
  state?: InboundMailState;
}

export class MailDraftDto {
  @SafeLine(100, {
    description:
      'The word behind "mail=" in the link of our answer; staff may name the mail by its id.',
  })
  token!: string;

  @SafeLine(200, { optional: true, description: 'Whose payments it is about; agents name it.' })
  claimantPartyId?: string;
}
