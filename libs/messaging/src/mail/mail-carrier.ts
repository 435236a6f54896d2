import type { DeliveryResult } from '../domain/delivery';

/** A mail as it leaves: the envelope, and its bytes. */
export interface OutgoingMail {
  /** The id of its message: the same mail again has the same one. */
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly raw: Buffer;
}

/** Whatever takes mails out of the house. It never throws: what went wrong is an answer. */
export abstract class MailCarrier {
  abstract carry(mail: OutgoingMail): Promise<DeliveryResult>;
}
