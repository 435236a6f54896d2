import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

import type { EndingProblem } from './domain/break-ending';

/** A line says something else than it said in an earlier statement: one of them is wrong. */
export function lineChanged(lineId: string): DomainError {
  return new DomainError(
    'conflict',
    'statement.line_changed',
    {
      en: `Line ${lineId} was taken in with another amount, direction, date or rail. Ask the rail which of the two statements is right.`,
      'zh-CN': `明细 ${lineId} 此前提交的金额、方向、日期或通道与本次不同，请向通道核实。`,
    },
    { field: 'file', saw: lineId },
  );
}

/** What has not happened yet nobody can state: a wrong year, or another time zone. */
export function statementInFuture(until: Date, latest: Date): DomainError {
  const [saw, max] = [until.toISOString(), latest.toISOString()];
  return new DomainError(
    'unprocessable',
    'statement.in_future',
    {
      en: `This statement reaches until ${saw}, more than a day ahead of our clock (${max}). Look at its dates and time zone, or hand it in once that day has come.`,
      'zh-CN': `该对账单截至 ${saw}，超出当前时间一天以上（最晚 ${max}）。请核对日期和时区，或待到期后再提交。`,
    },
    { field: 'file', saw, latest: max },
  );
}

export function breakNotFound(): DomainError {
  return new DomainError('not_found', 'reconciliation.break_unknown', {
    en: 'There is no break of this id.',
    'zh-CN': '没有该编号的差异。',
  });
}

export function breakEnded(): DomainError {
  return new DomainError('conflict', 'reconciliation.break_ended', {
    en: 'This break has ended already. Load it again.',
    'zh-CN': '该差异已了结，请重新加载。',
  });
}

/** An end that the money of a break does not allow. */
export function cannotEndSo(problem: EndingProblem): DomainError {
  const { en, 'zh-CN': zh } = PROBLEMS[problem];
  return new DomainError(
    'unprocessable',
    'reconciliation.cannot_end_so',
    { en: `This break cannot end so: ${en}.`, 'zh-CN': `该差异不能如此了结：${zh}。` },
    { field: 'how' },
  );
}

const PROBLEMS: Readonly<Record<EndingProblem, Bilingual>> = {
  money_differs: {
    en: 'money differs, and an explanation does not bring it back',
    'zh-CN': '金额有差，仅作说明不能消除差额',
  },
  nothing_differs: {
    en: 'no money differs; explain it',
    'zh-CN': '金额无差，请作说明',
  },
  wrong_direction: {
    en: 'less money can be a fee or written off, more of it can go into suspense, and not the other way round',
    'zh-CN': '少款可列手续费或核销，多款可列待查，不可相反',
  },
  is_evidence: {
    en: 'a payout was ended by this line, so that it is known whose money it is; match it, or offset it against the line by which that payout left',
    'zh-CN': '该明细已用于了结一笔付款，其归属已明；请将其匹配，或与该付款的支出明细对冲',
  },
};

/** What a break is to be matched with, or offset against, is not what it would have to be. */
export function notAgainst(): DomainError {
  return new DomainError(
    'unprocessable',
    'reconciliation.not_against',
    {
      en: 'The two do not fit: they have to be open, of the same rail and currency, and of the same money.',
      'zh-CN': '两者不相符：须均未了结，属同一通道和币种，且金额一致。',
    },
    { field: 'against' },
  );
}

export function matchNotFound(): DomainError {
  return new DomainError('not_found', 'reconciliation.match_unknown', {
    en: 'There is no match of this id.',
    'zh-CN': '没有该编号的匹配。',
  });
}

export function matchUndone(): DomainError {
  return new DomainError('conflict', 'reconciliation.match_undone', {
    en: 'This match has been undone already. Load it again.',
    'zh-CN': '该匹配已撤销，请重新加载。',
  });
}

/** Only what booked is taken back; a match is undone, and what ended by itself is found again. */
export function breakNotUndone(): DomainError {
  return new DomainError('conflict', 'reconciliation.not_undone', {
    en: 'Only a break that ended as a fee, written off or in suspense is taken back. A match by hand is undone as a match; one that is open has nothing to take back.',
    'zh-CN': '仅以手续费、核销或待查了结的差异可撤销；人工匹配请撤销匹配，未了结的差异无需撤销。',
  });
}

export function breakUndone(): DomainError {
  return new DomainError('conflict', 'reconciliation.break_undone', {
    en: 'How this break ended has been taken back already. Load it again.',
    'zh-CN': '该差异的了结已撤销，请重新加载。',
  });
}

export function saidAlready(): DomainError {
  return new DomainError('conflict', 'reconciliation.said_already', {
    en: 'You have said this already: another person has to say the same.',
    'zh-CN': '您已提出该处理，须由另一人确认。',
  });
}

export function ownMoney(): DomainError {
  return new DomainError('forbidden', 'reconciliation.own_money', {
    en: 'This is about a payout to yourself, or to somebody you filed for: another person looks after it.',
    'zh-CN': '该差异涉及付给您本人或由您代为申报的款项，须由他人处理。',
  });
}

export function ownerUnknown(): DomainError {
  return new DomainError(
    'unprocessable',
    'reconciliation.owner_unknown',
    {
      en: 'Nobody of this id looks after breaks: name an operator or an approver whose account is in use.',
      'zh-CN': '该账号不能负责差异处理：请指定在用的运营人员或复核员账号。',
    },
    { field: 'ownerId' },
  );
}
