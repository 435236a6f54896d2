import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import type { Tx } from '@app/platform';

import { Addressing } from '../mail/addressing';
import { isHostAddress } from '../domain/inbound-mail';
import { mailClues } from '../domain/mail-clues';
import { judgeMail } from '../domain/mail-nature';
import type { JudgedMail } from '../domain/mail-nature';
import { InboundMailQueries } from '../mail/inbound-mail.queries';
import type { ReadableMail } from '../mail/parse-mail';
import { MailTargets } from '../mail/mail-target';
import type { InboundMailEntity } from '../persistence/inbound-mail.entity';
import { settleMail } from '../mail/settle-mail';
import { OweAnswer } from './owe-answer';
import { PlaceWrittenMail } from './place-written-mail';
import type { WrittenMail } from './place-written-mail';
import { RecordReport } from './record-report';

/** Puts a mail where it belongs, by what kind of mail it is. */
@Injectable()
export class PlaceMail {
  constructor(
    private readonly mails: InboundMailQueries,
    private readonly targets: MailTargets,
    private readonly placeWrittenMail: PlaceWrittenMail,
    private readonly recordReport: RecordReport,
    private readonly oweAnswer: OweAnswer,
    private readonly addressing: Addressing,
    private readonly clock: Clock,
  ) {}

  judge({ envelopeFrom }: Pick<InboundMailEntity, 'envelopeFrom'>, mail: ReadableMail): JudgedMail {
    return judgeMail({ ...mail, envelopeFrom }, this.addressing.mailDomain);
  }

  /** Does nothing for a mail that was read meanwhile. */
  async run(
    tx: Tx,
    { id, mail, judged, files }: Omit<WrittenMail, 'row'> & { readonly id: string },
  ): Promise<void> {
    const row = await this.mails.locked(tx, id);
    if (row?.state !== 'received') return;
    if (judged.nature === 'written') {
      await this.placeWrittenMail.run(tx, { row, mail, judged, files });
    } else if (judged.nature === 'report') {
      await this.recordReport.run(tx, row, mail);
    } else {
      await this.setAside(tx, row, mail, judged);
    }
  }

  /** Nobody knows what it says; whoever sent it is told so, if there is anybody. */
  async unreadable(tx: Tx, id: string): Promise<void> {
    const row = await this.mails.locked(tx, id);
    if (row?.state !== 'received') return;
    const { envelopeFrom } = row;
    const from = envelopeFrom === '' ? null : envelopeFrom;
    const unanswerable = isHostAddress(row.recipient, null) ? 'host address' : null;
    const refusal = await this.oweAnswer.refusal(tx, { unanswerable, from });
    if (refusal === null && from !== null) {
      await this.oweAnswer.run(tx, row, { kind: 'unreadable', to: from, written: '' });
    }
    const [clue] = mailClues({ ...row, threadIds: '', subject: '' }, this.addressing);
    const claimId = clue?.by === 'address' ? clue.claimId : null;
    const end = { state: 'unreadable' as const, reason: refusal, claimId };
    const mail = { from, fromName: '', subject: '' };
    await settleMail(tx, row, end, { mail, now: this.clock.now() });
  }

  /** What a machine wrote, or we did: on no thread, and nobody is answered. */
  private async setAside(
    tx: Tx,
    row: InboundMailEntity,
    mail: ReadableMail,
    { nature, unanswerable }: JudgedMail,
  ): Promise<void> {
    const clues = mailClues({ ...mail, recipient: row.recipient }, this.addressing);
    const target = await this.targets.find(tx, clues, mail.from);
    const end = {
      state: nature === 'own' ? ('own' as const) : ('automatic' as const),
      reason: unanswerable,
      claimId: target?.claim.id ?? null,
    };
    await settleMail(tx, row, end, { mail, now: this.clock.now() });
  }
}
