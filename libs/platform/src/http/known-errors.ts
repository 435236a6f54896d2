import { HttpException } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';

import { DomainError } from '@app/kernel';
import type { ErrorKind } from '@app/kernel';

import type { Problem } from './problem-document';

/**
 * Constraints of the database that a well-formed request can hit in a race or by an oversight of
 * ours: the database's refusal becomes the refusal that the operation would have given.
 */
const CONSTRAINTS: Readonly<Record<string, Problem>> = {
  payments_claimable: {
    kind: 'conflict',
    code: 'claim.payment_exhausted',
    texts: {
      en: 'Other live claims already cover this payment, or it was refunded: what is left is less than you claim.',
      'zh-CN': '该笔付款已被其他索赔占用或已退款，剩余金额不足。',
    },
  },
  decision_approvals_other_eyes: {
    kind: 'conflict',
    code: 'approval.own_hand',
    texts: {
      en: 'You have a hand in this claim already: another person has to approve it.',
      'zh-CN': '您已参与该索赔，须由另一人复核。',
    },
  },
  decisions_other_eyes: {
    kind: 'conflict',
    code: 'decision.own_claim',
    texts: {
      en: 'You have a hand in this claim: another person has to decide it.',
      'zh-CN': '您与该索赔有关，须由他人作出决定。',
    },
  },
  decision_approvals_pk: {
    kind: 'conflict',
    code: 'approval.given_already',
    texts: {
      en: 'You have given your verdict on this decision already.',
      'zh-CN': '您已对该决定作出复核。',
    },
  },
  decision_approvals_digest: {
    kind: 'conflict',
    code: 'approval.outdated',
    texts: {
      en: 'The decision has changed since you looked at it. Load it again.',
      'zh-CN': '该决定已变更，请重新加载。',
    },
  },
  program_version_approvals_other_eyes: {
    kind: 'conflict',
    code: 'approval.own_hand',
    texts: {
      en: 'You proposed this version: another person has to approve it.',
      'zh-CN': '该版本由您提交，须由另一人批准。',
    },
  },
  program_version_approvals_pk: {
    kind: 'conflict',
    code: 'approval.given_already',
    texts: {
      en: 'This version has been approved or returned already.',
      'zh-CN': '该版本已被批准或退回。',
    },
  },
  program_version_approvals_published_idx: {
    kind: 'conflict',
    code: 'programs.version_not_newer',
    texts: {
      en: 'This version of the pack is published already, and a published version is never edited.',
      'zh-CN': '该版本已发布，已发布的版本不可修改。',
    },
  },
  users_username_key: {
    kind: 'conflict',
    code: 'account.username_taken',
    texts: { en: 'There is an account with this username already.', 'zh-CN': '该用户名已存在。' },
  },
  payouts_approved_decision: {
    kind: 'conflict',
    code: 'payout.not_approved',
    texts: {
      en: 'This payout is not what was decided and approved.',
      'zh-CN': '该付款与已批准的决定不一致。',
    },
  },
  payouts_one_live_idx: {
    kind: 'conflict',
    code: 'payout.exists',
    texts: { en: 'This decision has a payout already.', 'zh-CN': '该决定已有付款。' },
  },
  ledger_guards_floor: {
    kind: 'conflict',
    code: 'ledger.below_floor',
    texts: {
      en: 'There is not enough money for this booking: the fund or the rail would fall below zero. Contribute first, then try again.',
      'zh-CN': '资金不足：记账后保障基金或付款通道余额将低于零，请先缴入资金后重试。',
    },
  },
  ledger_transfers_accounts: {
    kind: 'unprocessable',
    code: 'ledger.account_unusable',
    texts: {
      en: 'A line is on an account that is not in the chart, is closed, or is kept in another currency.',
      'zh-CN': '分录使用的科目不在科目表中、已停用，或币种不符。',
    },
  },
  ledger_journals_reverses: {
    kind: 'unprocessable',
    code: 'ledger.reverses_nothing',
    texts: {
      en: 'A reversal names a journal that was posted before it, in the same lane. There is none of this id.',
      'zh-CN': '冲销分录须指明同一分区内此前已入账的分录，该编号不存在。',
    },
  },
  ledger_journals_mirror: {
    kind: 'unprocessable',
    code: 'ledger.not_a_mirror',
    texts: {
      en: 'A reversal has the lines of its original, one by one, with debit and credit exchanged.',
      'zh-CN': '冲销分录须与原分录逐行相同，且借贷方向相反。',
    },
  },
  ledger_journals_reverses_key: {
    kind: 'conflict',
    code: 'ledger.reversed_already',
    texts: {
      en: 'This journal is reversed already: a journal is reversed once.',
      'zh-CN': '该分录已被冲销，一笔分录只能冲销一次。',
    },
  },
  ledger_period_closings_order: {
    kind: 'conflict',
    code: 'ledger.period_not_closable',
    texts: {
      en: 'A period can be closed once it is over, and after the one before it. Look at the last closing and try again.',
      'zh-CN': '只能关闭已结束且晚于上次结账的期间，请查看上次结账时点后重试。',
    },
  },
};

const UNAVAILABLE: Problem = {
  kind: 'unavailable',
  code: 'platform.database_unavailable',
  texts: {
    en: 'The database does not answer at the moment. Nothing was lost; please try again.',
    'zh-CN': '数据库暂时没有响应，数据没有丢失，请稍后重试。',
  },
  details: { retryAfterSeconds: 2 },
};

const CONTENDED: Problem = {
  kind: 'unavailable',
  code: 'platform.contended',
  texts: {
    en: 'Others are changing the same records at this moment. Nothing was done; please try again.',
    'zh-CN': '其他请求正在修改同一记录，未作任何处理，请稍后重试。',
  },
  details: { retryAfterSeconds: 1 },
};

const TEXT_REFUSED: Problem = {
  kind: 'invalid',
  code: 'request.text_not_storable',
  texts: {
    en: 'A text holds a character that cannot be stored.',
    'zh-CN': '文本中含有无法保存的字符。',
  },
};

const TOO_LARGE: Problem = {
  kind: 'unprocessable',
  code: 'request.amount_too_large',
  texts: {
    en: 'An amount, or a sum that it would lead to, is larger than the books can hold. Nothing was done; check the amount.',
    'zh-CN': '金额或由此产生的合计超出账本可记录的最大值，未作任何处理，请核对金额。',
  },
};

/** By SQLSTATE. A lost race (40…) has been tried several times by `UnitOfWork` before. */
const STATES: Readonly<Record<string, Problem>> = {
  '22003': TOO_LARGE,
  '22021': TEXT_REFUSED,
  '22P05': TEXT_REFUSED,
  '40001': CONTENDED,
  '40P01': CONTENDED,
};

/** Connection refused, lost, or too many; server shutting down; lock or statement timeout. */
const UNAVAILABLE_CODES =
  /^(08...|57P0.|53300|55P03|57014|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
const UNAVAILABLE_MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout/;

/** What an error means for the caller, or null when only the log may know. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof DomainError) {
    return { kind: error.kind, code: error.code, texts: error.text, details: error.details };
  }
  if (error instanceof HttpException) return problemOfHttp(error);
  // A connection that is not to be had comes as a bare error of the pool, with no code.
  return error instanceof Error ? problemOfDatabase(error) : null;
}

function problemOfDatabase(error: Error): Problem | null {
  const driver = (error instanceof QueryFailedError ? error.driverError : error) as {
    code?: string;
    constraint?: string;
    message: string;
  };
  const known = CONSTRAINTS[driver.constraint ?? ''] ?? STATES[driver.code ?? ''];
  if (known !== undefined) return known;
  if (UNAVAILABLE_CODES.test(driver.code ?? '') || UNAVAILABLE_MESSAGES.test(driver.message)) {
    return UNAVAILABLE;
  }
  return null;
}

const HTTP_KINDS: Readonly<Record<number, ErrorKind>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  413: 'too_large',
  415: 'unsupported_media',
  422: 'unprocessable',
  429: 'too_many_requests',
  503: 'unavailable',
};

/** Exceptions that Nest and its file interceptors throw themselves. */
function problemOfHttp(error: HttpException): Problem | null {
  const status = error.getStatus();
  if (status >= 500 && status !== 503) return null;
  if (status === 404) {
    return {
      kind: 'not_found',
      code: 'request.no_route',
      texts: {
        en: 'There is nothing at this address. GET /openapi.json lists what there is.',
        'zh-CN': '该地址不存在，可用接口见 GET /openapi.json。',
      },
    };
  }
  const kind = HTTP_KINDS[status] ?? 'invalid';
  return {
    kind,
    code: `request.${kind}`,
    texts: {
      en: `The request was refused: ${error.message}.`,
      'zh-CN': `请求被拒绝：${error.message}。`,
    },
  };
}
