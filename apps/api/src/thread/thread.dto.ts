import { ATTACHMENTS_MAX, PHRASE_LENGTH_MAX } from '@app/messaging';

import { Id, SafeLine, SafeText } from '../http/fields';
import { ListOf } from '../http/list-of';
import { ToldText } from '../http/told-text';

const BODY_LENGTH_MAX = 10_000;

class AttachedFileDto {
  @Id('evd', { description: 'A file that is on the claim already.' })
  evidenceId!: string;
}

export class WriteMessageDto {
  @SafeText(BODY_LENGTH_MAX)
  body!: string;

  @Id('msg', { optional: true, description: 'The message that this one answers.' })
  inReplyTo?: string;

  @ListOf(() => AttachedFileDto, { min: 1, max: ATTACHMENTS_MAX }, { optional: true })
  files?: AttachedFileDto[];
}

export class WriteNoteDto {
  @SafeText(BODY_LENGTH_MAX, { description: 'For staff. The claimant never sees it.' })
  body!: string;
}

class RedactedPartDto {
  @SafeText(BODY_LENGTH_MAX, { description: 'What is to be blackened, exactly as it is shown.' })
  text!: string;
}

export class RedactDto {
  @ListOf(() => RedactedPartDto, { min: 1, max: 20 })
  parts!: RedactedPartDto[];

  @ToldText(1_000, { description: 'It is shown to everybody who sees the copy.' })
  reason!: string;
}

export class PhraseDto {
  @SafeLine(PHRASE_LENGTH_MAX, {
    description: 'Words that you choose, and that stand in each of our messages to you.',
  })
  phrase!: string;
}
