import type { LetterBlock } from './letter';
import type { LetterAppeal } from './letter-data';
import { APPEAL_BODIES, LETTER_TEXTS } from './letter-texts';
import type { LetterWriter } from './letter-writer';

/** Who looks again, until when, and what to send; first with us, then outside. */
export function appeal(writer: LetterWriter): LetterBlock[] {
  const { appeal: steps } = writer.data;
  return [
    { kind: 'heading', text: writer.say(LETTER_TEXTS.appealHeading) },
    ...(steps.length === 0
      ? [{ kind: 'paragraph' as const, text: writer.say(LETTER_TEXTS.noStepLeft) }]
      : [{ kind: 'list' as const, items: steps.map((step) => stepOf(writer, step)) }]),
    ...(steps.some(({ by }) => by === 'another_reviewer')
      ? [{ kind: 'paragraph' as const, text: writer.say(LETTER_TEXTS.appealHow) }]
      : []),
  ];
}

function stepOf(writer: LetterWriter, { label, by, dueAt }: LetterAppeal): string {
  const body = APPEAL_BODIES[by];
  const whom =
    body === undefined ? '' : writer.text(` To whom: ${body.en}.`, `受理方：${body['zh-CN']}。`);
  const until =
    dueAt === null
      ? writer.text(' No time limit is set.', '没有规定期限。')
      : writer.text(
          ` Until: ${writer.time.untilWords(dueAt)}.`,
          `截止：${writer.time.untilWords(dueAt)}。`,
        );
  return `${writer.say(label)}${writer.text('.', '。')}${whom}${until}`;
}

/** How to reach us, what we never ask, what stays the reader's right, and how to check it all. */
export function closing(writer: LetterWriter): LetterBlock[] {
  const { decision, pack, supportPhone, guarantorName, reference } = writer.data;
  const isSubrogated = pack.recovery.subrogation && decision.award.isPositive();
  return [
    { kind: 'heading', text: writer.say(LETTER_TEXTS.contactHeading) },
    {
      kind: 'paragraph',
      strong: true,
      text: writer.text(
        `Our telephone: ${supportPhone}. You can also simply reply to this letter; your reply reaches the people who look after your claim. Please name ${reference}.`,
        `电话：${supportPhone}。您也可以直接回复本函，回复会送达处理您索赔的人员。来电或回复时请说明编号 ${reference}。`,
      ),
    },
    { kind: 'heading', text: writer.say(LETTER_TEXTS.watchHeading) },
    { kind: 'paragraph', text: writer.say(LETTER_TEXTS.watch) },
    { kind: 'heading', text: writer.say(LETTER_TEXTS.rightsHeading) },
    { kind: 'paragraph', text: writer.say(LETTER_TEXTS.rights) },
    ...(isSubrogated
      ? [{ kind: 'paragraph' as const, text: writer.say(LETTER_TEXTS.subrogation) }]
      : []),
    {
      kind: 'paragraph',
      text: `${writer.say(LETTER_TEXTS.signature)}${writer.text(', ', '，')}${guarantorName}`,
    },
    ...proof(writer),
    otherLanguage(writer),
  ];
}

function proof(writer: LetterWriter): LetterBlock[] {
  const { decision, pack } = writer.data;
  return [
    { kind: 'heading', text: writer.say(LETTER_TEXTS.proofHeading) },
    {
      kind: 'facts',
      rows: [
        [writer.text('Decision', '决定编号'), decision.id],
        [writer.text('Digest (SHA-256)', '摘要（SHA-256）'), decision.digest],
        [writer.text('Rules', '规则版本'), `${pack.packId}@${pack.version}`],
      ],
    },
    {
      kind: 'paragraph',
      text: writer.text(
        'You can download everything that you may see of this claim in one file: the files you handed in, this letter, the rules with the calculation, and the bookings with their proofs.',
        '您可以用一个文件下载本索赔中您有权查看的全部内容：您提交的文件、本函、规则与计算过程，以及账目及其证明。',
      ),
    },
  ];
}

function otherLanguage({ locale }: LetterWriter): LetterBlock {
  const other = locale === 'zh-CN' ? 'en' : 'zh-CN';
  return { kind: 'aside', locale: other, text: LETTER_TEXTS.otherLanguage[other] };
}
