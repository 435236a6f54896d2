import { DomainError } from '@app/kernel';

/** `bank.not_configured`: this installation pays by no bank file. */
export function noBank(): DomainError {
  return new DomainError('unavailable', 'bank.not_configured', {
    en: 'No bank account is configured here. Set BANK_ACCOUNT and the variables beside it.',
    'zh-CN': '此处未配置银行账户。请设置 BANK_ACCOUNT 及相关变量。',
  });
}

/** `bank.file_not_found`. */
export function fileNotFound(): DomainError {
  return new DomainError('not_found', 'bank.file_not_found', {
    en: 'There is no bank file of this id.',
    'zh-CN': '没有该编号的银行付款文件。',
  });
}

/** `bank.nothing_waiting`: nobody waits, or somebody else has just made the file. */
export function nothingWaiting(currency: string): DomainError {
  return new DomainError(
    'conflict',
    'bank.nothing_waiting',
    {
      en: `No instruction in ${currency} waits for a file. If somebody has just made one, it is in the list.`,
      'zh-CN': `没有等待制作文件的 ${currency} 付款指令。如他人刚刚制作，请查看文件列表。`,
    },
    { field: 'currency' },
  );
}

/** `bank.file_settled`: released or discarded for good. */
export function fileSettled(): DomainError {
  return new DomainError('conflict', 'bank.file_settled', {
    en: 'This file has been released or discarded already. Load it again.',
    'zh-CN': '该文件已被放行或作废，请重新加载。',
  });
}

/** `bank.given_already`: one person is one pair of eyes. */
export function givenAlready(): DomainError {
  return new DomainError('conflict', 'bank.given_already', {
    en: 'You have released this file already: another person has to.',
    'zh-CN': '您已放行过该文件，须由另一人放行。',
  });
}

/** `bank.own_hand`: whoever made it, where two others could release it. */
export function madeByYou(): DomainError {
  return new DomainError('conflict', 'bank.own_hand', {
    en: 'You made this file: two other people can release it.',
    'zh-CN': '该文件由您制作，应由另外两人放行。',
  });
}

/** `bank.own_money`: it pays a claim of their own. */
export function ownMoney(): DomainError {
  return new DomainError('conflict', 'bank.own_money', {
    en: 'This file pays to you: other people have to release it.',
    'zh-CN': '该文件含有付给您本人的款项，须由他人放行。',
  });
}

/** `bank.file_stale`: people have ended a payout since the file was made. */
export function fileStale(count: number): DomainError {
  return new DomainError('conflict', 'bank.file_stale', {
    en: `${String(count)} payouts of this file are not to be paid any more. Discard it, and make a new one of the others.`,
    'zh-CN': `该文件中有 ${String(count)} 笔付款已不应支付。请作废该文件，并用其余指令重新制作。`,
  });
}

/** `bank.not_released`: nobody gets what two persons have not let go. */
export function notReleased(): DomainError {
  return new DomainError('conflict', 'bank.not_released', {
    en: 'This file can be downloaded once two people have released it.',
    'zh-CN': '须经两人放行后方可下载该文件。',
  });
}

/** `bank.report_other_account`: a statement of an account that we do not pay from. */
export function otherAccount(): DomainError {
  return new DomainError(
    'unprocessable',
    'bank.report_other_account',
    {
      en: 'This statement is of another account than the one that we pay from (BANK_ACCOUNT).',
      'zh-CN': '该对账单不属于我方付款账户（BANK_ACCOUNT）。',
    },
    { field: 'file' },
  );
}

/** `bank.report_not_found`. */
export function reportNotFound(): DomainError {
  return new DomainError('not_found', 'bank.report_not_found', {
    en: 'There is no bank report of this id.',
    'zh-CN': '没有该编号的银行报表。',
  });
}

/** `bank.report_settled`: it counts already, or never will. */
export function reportSettled(): DomainError {
  return new DomainError('conflict', 'bank.report_settled', {
    en: 'This report does not wait for anybody: it counts already, or was discarded. Load it again.',
    'zh-CN': '该报表无需复核：已生效或已作废，请重新加载。',
  });
}

/** `bank.own_hand`: whoever took the report in. */
export function takenByYou(): DomainError {
  return new DomainError('conflict', 'bank.own_hand', {
    en: 'You took this report in: another person compares it with what the bank shows, and releases it.',
    'zh-CN': '该报表由您提交，须由另一人与银行记录核对后放行。',
  });
}

/** `bank.own_money`: it would end a payout of their own, or one to whom they filed for. */
export function ownReport(): DomainError {
  return new DomainError('conflict', 'bank.own_money', {
    en: 'This report is about a payout to you, or to somebody you filed for: another person releases it.',
    'zh-CN': '该报表涉及付给您本人或由您代为申报的款项，须由他人放行。',
  });
}
