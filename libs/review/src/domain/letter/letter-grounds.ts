import type { LetterBlock, LetterTable } from './letter';
import { LETTER_TEXTS } from './letter-texts';
import type { LetterWriter } from './letter-writer';

/** So many digits of a SHA-256 tell files apart; the whole of it is in the bundle. */
const FINGERPRINT_LENGTH = 16;

/** What the decision rests on, and what was missing or let go when it was taken. */
export function relied(writer: LetterWriter): LetterBlock[] {
  const { grounds } = writer.data;
  return [
    { kind: 'heading', text: writer.say(LETTER_TEXTS.reliedHeading) },
    ...(grounds.evidence.length === 0
      ? [{ kind: 'paragraph' as const, text: writer.say(LETTER_TEXTS.noEvidence) }]
      : [
          evidenceTable(writer),
          { kind: 'paragraph' as const, text: writer.say(LETTER_TEXTS.evidenceNote) },
        ]),
    { kind: 'list', items: [...reported(writer), ...missing(writer)] },
  ];
}

function evidenceTable(writer: LetterWriter): LetterTable {
  return {
    kind: 'table',
    caption: writer.say(LETTER_TEXTS.evidenceCaption),
    columns: [
      { title: writer.text('What it shows', '材料'), width: 26 },
      { title: writer.text('File', '文件'), width: 28 },
      { title: writer.text('Received', '收到日期'), width: 20 },
      { title: writer.text('Fingerprint', '指纹'), width: 26 },
    ],
    rows: writer.data.grounds.evidence.map(({ item, fileName, receivedAt, sha256 }) => [
      labelOf(writer, item),
      writer.name(fileName),
      writer.time.dayOf(receivedAt),
      sha256.slice(0, FINGERPRINT_LENGTH),
    ]),
  };
}

/** Payments and milestones come from institutions: the claimant may ask them, too. */
function reported(writer: LetterWriter): string[] {
  const { grounds } = writer.data;
  const sources = grounds.sources.map((source) => writer.name(source));
  return [
    writer.text(
      `The records of the payments, from: ${sources.join(', ')}.`,
      `付款记录，来源：${sources.join('、')}。`,
    ),
    ...grounds.reports.map(({ what, at }) => {
      const day = writer.time.dayOf(at);
      return writer.text(
        `Reported by an institution: ${what.en}, ${day}.`,
        `机构报告：${what['zh-CN']}，${day}。`,
      );
    }),
  ];
}

function missing(writer: LetterWriter): string[] {
  const { assessment, grounds } = writer.data;
  const absent = assessment.evidence
    .filter(({ required, state }) => required && state === 'missing')
    .map(({ item }) => item);
  const waived = absent.filter((item) => grounds.waivedItems.includes(item));
  const lacking = absent.filter((item) => !grounds.waivedItems.includes(item));
  const list = (items: readonly string[]): string =>
    items.map((item) => labelOf(writer, item)).join(writer.text(', ', '、'));
  return [
    ...(waived.length === 0
      ? []
      : [
          writer.text(
            `We decided without this, and do not ask you for it: ${list(waived)}.`,
            `以下材料已免交，我们不再要求提供：${list(waived)}。`,
          ),
        ]),
    ...(lacking.length === 0
      ? []
      : [
          writer.text(
            `This was missing when we decided: ${list(lacking)}. You can send it with an appeal.`,
            `作出决定时缺少以下材料：${list(lacking)}。您可以在申诉时补充。`,
          ),
        ]),
  ];
}

function labelOf(writer: LetterWriter, item: string): string {
  const rule = writer.data.pack.evidence.find(({ id }) => id === item);
  return rule === undefined ? item : writer.say(rule.label);
}
