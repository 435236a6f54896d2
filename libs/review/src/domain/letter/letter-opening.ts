import { amountInWords } from './amount-in-words';
import type { LetterBlock } from './letter';
import { LETTER_TEXTS } from './letter-texts';
import type { LetterWriter } from './letter-writer';
import { Money, sumOf } from '@app/money';

import { REVIEW_TEXTS } from '../review-texts';

/** To whom, about what, and the outcome before all else. */
export function opening(writer: LetterWriter): LetterBlock[] {
  const { data, time } = writer;
  const addressee = writer.name(data.addressee);
  return [
    {
      kind: 'facts',
      rows: [
        [writer.text('Number of your claim', '索赔编号'), data.reference],
        [writer.text('Date', '日期'), time.dayOf(data.decision.decidedAt)],
        [writer.text('To', '收件人'), addressee],
        [writer.text('From', '发件人'), data.guarantorName],
      ],
    },
    { kind: 'paragraph', text: writer.text(`Dear ${addressee},`, `${addressee}，您好：`) },
    { kind: 'paragraph', text: outcome(writer), strong: true },
    ...earlier(writer),
  ];
}

function outcome(writer: LetterWriter): string {
  const { award, outcome: kind } = writer.data.decision;
  const claimed = claimedOf(writer);
  const [asked, given] = [writer.money(claimed), writer.money(award)];
  const words = amountInWords(award, writer.locale);
  if (kind === 'deny') {
    return writer.text(
      `We are sorry: we cannot pay the ${asked} that you claimed. The reasons are below. If you do not agree you can appeal; how, and until when, is below too.`,
      `很抱歉，您索赔的 ${asked} 我们不能赔付，理由见下文。如果您不同意，可以申诉，方式和期限见下文。`,
    );
  }
  if (award.isGreaterThan(claimed) || award.equals(claimed)) {
    return writer.text(
      `Your claim is approved in full: we pay ${given} (${words}).`,
      `您的索赔已全额通过，我们赔付 ${given}（${words}）。`,
    );
  }
  const rest = writer.money(claimed.minus(award));
  return writer.text(
    `We pay ${given} (${words}) of the ${asked} that you claimed. Why ${rest} of it is not paid is told below, payment by payment.`,
    `您索赔 ${asked}，我们赔付 ${given}（${words}）。其余 ${rest} 未予赔付的理由，在下文逐笔说明。`,
  );
}

/** A decision after an appeal names the whole award; what was awarded before is part of it. */
function earlier(writer: LetterWriter): LetterBlock[] {
  const { award, earlier: before } = writer.data.decision;
  if (before === null) return [];
  const day = writer.time.dayOf(before.decidedAt);
  const replaced = writer.text(
    `We have looked at your claim again. This decision takes the place of the one of ${day}.`,
    `我们已重新审理您的索赔。本决定取代 ${day} 的决定。`,
  );
  const added = award.minus(before.award);
  const parts = [writer.money(before.award), writer.money(added)] as const;
  const change = added.isPositive()
    ? writer.text(
        `Of the amount above ${parts[0]} had been awarded before; ${parts[1]} is added now.`,
        `上述金额中，${parts[0]} 此前已经核定，本次增加 ${parts[1]}。`,
      )
    : writer.text('The amount stays as it was.', '赔付金额不变。');
  return [{ kind: 'paragraph', text: [replaced, change].join(writer.text(' ', '')) }];
}

/** The reviewer's own words, as they were written. */
export function reasons(writer: LetterWriter): LetterBlock[] {
  const { isAutomatic, reason } = writer.data.decision;
  return [
    { kind: 'heading', text: writer.say(LETTER_TEXTS.why) },
    {
      kind: 'paragraph',
      text: isAutomatic ? writer.say(REVIEW_TEXTS.automatic) : reason.trim(),
    },
  ];
}

/** What is still to be paid, in figures and in words; where to, and by when. */
export function payment(writer: LetterWriter): LetterBlock[] {
  const { decision, payment: terms } = writer.data;
  const before = decision.earlier?.award ?? Money.zero(decision.award.currency);
  const due = decision.award.minus(before);
  if (!due.isPositive()) return [];
  const money = writer.money(due);
  const words = amountInWords(due, writer.locale);
  const until = terms.dueAt === null ? null : writer.time.untilWords(terms.dueAt);
  return [
    { kind: 'heading', text: writer.say(LETTER_TEXTS.payHeading) },
    {
      kind: 'paragraph',
      text: writer.text(
        `We pay ${money} (${words}) ${terms.way.en}. The payment leaves us ${until === null ? 'without delay' : `by ${until}`}.`,
        `我们将 ${money}（${words}）${terms.way['zh-CN']}，${until === null ? '并尽快汇出' : `最迟于 ${until}汇出`}。`,
      ),
    },
    { kind: 'paragraph', text: writer.say(LETTER_TEXTS.nothingToDo) },
  ];
}

function claimedOf({ data }: LetterWriter): Money {
  return sumOf(
    data.lines.map(({ claimed }) => claimed),
    data.decision.award.currency,
  );
}
