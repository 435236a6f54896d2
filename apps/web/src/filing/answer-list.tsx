import type { ReactNode } from 'react';

import { useLanguage } from '../language/language-context';
import type { TextKey } from '../language/texts-en';
import { formatMoney } from '../money/format-money';
import { isMoney } from '../money/read-money';
import { readTime } from '../time/read-time';
import { formatDue } from '../time/format-time';
import { answersIn } from './answers';
import type { AnsweredLine, Answers } from './answers';
import type { Content } from './content';
import type { OwnPayment } from './own-payment';
import type { FilingStep } from './steps';
import { useLossTypes } from './use-loss-types';

interface AnswerListProps {
  readonly content: Content;
  /** The payments that are known here, to tell the claimed ones by more than their amount. */
  readonly payments?: readonly OwnPayment[];
  /** What stands beside the answers of a step, such as the way to change them. */
  readonly beside?: (step: FilingStep) => ReactNode;
}

/** What was answered so far, question by question. */
export function AnswerList({ content, payments = [], beside }: AnswerListProps) {
  const { language, text } = useLanguage();
  const lossTypes = useLossTypes();
  const answers = answersIn(content);
  const { lossType, story, discoveredAt, contact } = answers;
  const noticedAt = readTime(discoveredAt);
  const kind = lossTypes?.find(({ id }) => id === lossType)?.label[language] ?? lossType;
  const row = (step: FilingStep, name: TextKey, value: ReactNode): ReactNode => (
    <div>
      <dt>{text(name)}</dt>
      <dd className="words">
        {value === '' || value === null ? <em>{text('filing.none')}</em> : value}
      </dd>
      {beside !== undefined && <dd className="beside">{beside(step)}</dd>}
    </div>
  );
  const reach = [contact.name, contact.phone, contact.email].filter((one) => one !== '').join('\n');
  return (
    <dl className="answers">
      {row('payments', 'filing.row.payments', <Lines answers={answers} payments={payments} />)}
      {row('happened', 'filing.row.kind', kind)}
      {row('happened', 'filing.row.story', story.words)}
      {row(
        'noticed',
        'filing.row.noticed',
        noticedAt === null ? '' : formatDue(noticedAt, language),
      )}
      {row('noticed', 'filing.row.police', story.policeReport)}
      {row('contact', 'filing.row.contact', reach)}
      {row('payout', 'filing.row.payout', usePayoutWords(answers))}
    </dl>
  );
}

function Lines({ answers, payments }: { answers: Answers; payments: readonly OwnPayment[] }) {
  const { text } = useLanguage();
  const { lines, unlisted } = answers;
  if (lines.length === 0 && unlisted === null) return <em>{text('filing.none')}</em>;
  return (
    <>
      {lines.map((line) => (
        <Line key={line.paymentId} line={line} payments={payments} />
      ))}
      {unlisted !== null && (
        <span className="answer-line">
          {[unlisted.reference, unlisted.amount, unlisted.day].filter(Boolean).join(' · ')}{' '}
          <span className="tag">{text('filing.unlisted.tag')}</span>
        </span>
      )}
    </>
  );
}

function Line({ line, payments }: { line: AnsweredLine; payments: readonly OwnPayment[] }) {
  const { language } = useLanguage();
  const payment = payments.find(({ id }) => id === line.paymentId);
  const isAmount: boolean = isMoney(line);
  const shown = isAmount ? formatMoney(line, language) : line.amountMinor;
  const which =
    payment === undefined ? '' : `${payment.payee}\n${formatDue(payment.paidAt, language)}`;
  return (
    <span className="answer-line">
      <strong>{shown}</strong>
      {which !== '' && `\n${which}`}
    </span>
  );
}

/** Of an account only its end: the page may be read over somebody's shoulder. */
function usePayoutWords({ route, account }: Answers): string {
  const { text } = useLanguage();
  if (route === null) return '';
  if (route === 'original') return text('filing.payout.original');
  const { holderName, number, bank } = account;
  const ending = number.length > 4 ? `… ${number.slice(-4)}` : number;
  return [holderName, bank, ending].filter((one) => one !== '').join('\n');
}
