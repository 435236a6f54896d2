import { CALLEES, CALL_OUTCOMES } from '@app/messaging';
import type { CallOutcome, Callee, WantedCall } from '@app/messaging';
import { PAGE_LIMIT_MAX } from '@app/platform';

import { Instant, OneOf, PageLimit, SafeLine } from '../http/fields';
import { ToldText } from '../http/told-text';

const NUMBER_LENGTH_MAX = 40;
const TOPIC_LENGTH_MAX = 200;
const NOTE_LENGTH_MAX = 4_000;
const CURSOR_LENGTH_MAX = 60;
const LANGUAGES = ['zh-CN', 'en'] as const;

export class BookCallbackDto {
  @Instant({ description: 'When the slot begins, as GET /v1/callback-slots lists it.' })
  slotAt!: string;

  @OneOf(CALLEES, { optional: true, description: 'Whom to call; the claimant at first.' })
  callee?: Callee;

  @SafeLine(NUMBER_LENGTH_MAX, {
    optional: true,
    description:
      'A Chinese number, or with + one of any country. Left out: the number that we have.',
  })
  phone?: string;

  @OneOf(LANGUAGES, { optional: true, description: 'The language of the call.' })
  locale?: (typeof LANGUAGES)[number];

  @SafeLine(TOPIC_LENGTH_MAX, { optional: true, description: 'What the call is to be about.' })
  topic?: string;
}

/** What a body asks for; what it leaves out stays as we know it. */
export function wantedCall(body: BookCallbackDto): WantedCall & { readonly slotAt: Date } {
  return {
    slotAt: new Date(body.slotAt),
    callee: body.callee ?? null,
    phone: body.phone ?? null,
    locale: body.locale ?? null,
    topic: body.topic ?? null,
  };
}

export class RecordCallDto {
  @OneOf(CALL_OUTCOMES)
  outcome!: CallOutcome;

  @ToldText(NOTE_LENGTH_MAX, { description: 'What was said. The claimant reads it in the thread.' })
  note!: string;
}

export class CallListDto {
  @PageLimit(PAGE_LIMIT_MAX)
  limit?: string;

  @SafeLine(CURSOR_LENGTH_MAX, { optional: true, description: 'The "next" of the page before.' })
  after?: string;
}
