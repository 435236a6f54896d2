import { sumOf } from '@app/money';

import { reasonText } from '../reason-codes';
import { discreet } from './discretion';
import type { LetterBlock } from './letter';
import type { LetterLine } from './letter-data';
import { LETTER_TEXTS } from './letter-texts';
import type { LetterWriter } from './letter-writer';

/** Each payment of the claim: which one, what was claimed, what is awarded, and why. */
export function lineTable(writer: LetterWriter): LetterBlock[] {
  const { data } = writer;
  const { currency } = data.decision.award;
  const claimed = sumOf(
    data.lines.map((line) => line.claimed),
    currency,
  );
  return [
    { kind: 'heading', text: writer.say(LETTER_TEXTS.linesHeading) },
    {
      kind: 'table',
      caption: writer.say(LETTER_TEXTS.linesCaption),
      columns: [
        { title: writer.text('No.', '序号'), width: 7 },
        { title: writer.text('Payment', '付款'), width: 27 },
        { title: writer.text('Claimed', '索赔金额'), width: 19, isAmount: true },
        { title: writer.text('Awarded', '赔付金额'), width: 19, isAmount: true },
        { title: writer.text('Reason', '理由'), width: 28 },
      ],
      rows: data.lines.map((line, index) => rowOf(writer, line, index)),
      total: [
        '',
        writer.say(LETTER_TEXTS.total),
        writer.money(claimed),
        writer.money(data.decision.award),
        '',
      ],
    },
  ];
}

function rowOf(writer: LetterWriter, line: LetterLine, index: number): string[] {
  const day = writer.time.dayOf(line.paidAt);
  const payee =
    line.payeeName === null
      ? writer.text('payee not named', '收款方未注明')
      : writer.name(line.payeeName);
  const money = writer.money(line.payment);
  return [
    String(index + 1),
    writer.text(`${day}, ${payee}, ${money}`, `${day}，${payee}，${money}`),
    writer.money(line.claimed),
    writer.money(line.award),
    reasonOf(writer, line),
  ];
}

/** What the code says, and what the reviewer adds. A code that nobody knows is shown as it is. */
function reasonOf(writer: LetterWriter, { reasonCode, text }: LetterLine): string {
  const { assessment, pack } = writer.data;
  const known = reasonText(reasonCode, assessment, pack);
  const words = known === null ? reasonCode : writer.say(discreet(known));
  return text === null ? words : `${words}\n${text.trim()}`;
}
