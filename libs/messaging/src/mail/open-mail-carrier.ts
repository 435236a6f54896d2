import type { Config } from '@app/platform';

import { FileOutbox } from './file-outbox';
import type { MailCarrier } from './mail-carrier';
import { SmtpCarrier } from './smtp-carrier';

/** To the mail server that the installation has, or into its outbox. */
export function openMailCarrier({ mail, stateDir }: Config): MailCarrier {
  return mail.smtpUrl === null ? new FileOutbox(stateDir) : new SmtpCarrier(mail.smtpUrl);
}
