import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
import type { Money } from '@app/money';

import type { RecoveryStatus, RecoveryStep } from './recovery';

const STATUS_WORDS: Readonly<Record<RecoveryStatus, Bilingual>> = {
  open: { en: 'open', 'zh-CN': '待提出' },
  requested: { en: 'requested', 'zh-CN': '已提出' },
  objected: { en: 'objected to', 'zh-CN': '有异议' },
  agreed: { en: 'agreed', 'zh-CN': '已同意' },
  received: { en: 'received', 'zh-CN': '已收到' },
  refused: { en: 'refused', 'zh-CN': '被拒绝' },
  written_off: { en: 'written off', 'zh-CN': '已核销' },
  closed: { en: 'closed', 'zh-CN': '已关闭' },
};

const STEP_WORDS: Readonly<Record<RecoveryStep, Bilingual>> = {
  open: { en: 'open it', 'zh-CN': '登记' },
  request: { en: 'request it', 'zh-CN': '提出要求' },
  agree: { en: 'record an agreement', 'zh-CN': '登记同意' },
  receive: { en: 'record money', 'zh-CN': '登记收款' },
  refuse: { en: 'record a refusal', 'zh-CN': '登记拒绝' },
  propose_write_off: { en: 'propose to write it off', 'zh-CN': '提议核销' },
  write_off: { en: 'write it off', 'zh-CN': '核销' },
  propose_clawback: { en: 'propose to claim it back', 'zh-CN': '提议追回' },
  claw_back: { en: 'claim it back', 'zh-CN': '追回' },
  object: { en: 'object to it', 'zh-CN': '提出异议' },
  dismiss: { en: 'dismiss an objection', 'zh-CN': '驳回异议' },
  uphold: { en: 'uphold an objection', 'zh-CN': '认可异议' },
  return: { en: 'return the proposal', 'zh-CN': '退回提议' },
  age: { en: 'let it age', 'zh-CN': '计提准备' },
};

/** A step that is not possible now: `recovery.cannot_advance`. */
export function cannotStep(step: RecoveryStep, status: RecoveryStatus): DomainError {
  return new DomainError(
    'conflict',
    'recovery.cannot_advance',
    {
      en: `The recovery is ${STATUS_WORDS[status].en}: you cannot ${STEP_WORDS[step].en} now.`,
      'zh-CN': `追偿状态为“${STATUS_WORDS[status]['zh-CN']}”，现在不能${STEP_WORDS[step]['zh-CN']}。`,
    },
    { status },
  );
}

/** `recovery.not_found`. */
export function noSuchRecovery(): DomainError {
  return new DomainError('not_found', 'recovery.not_found', {
    en: 'There is no such recovery.',
    'zh-CN': '没有该追偿。',
  });
}

/** More than there is to be recovered, asked, agreed or received: `recovery.more_than_due`. */
export function moreThanDue(money: Money, most: Money): DomainError {
  return new DomainError(
    'unprocessable',
    'recovery.more_than_due',
    {
      en: `${money.toString()} is more than what can still be recovered here: ${most.toString()}.`,
      'zh-CN': `${money.toString()} 超过此处仍可追回的金额 ${most.toString()}。`,
    },
    { field: 'money', saw: money.toString(), most: most.toString() },
  );
}

/** Money in another currency than the claim: `recovery.wrong_currency`. */
export function wrongCurrency(saw: string, wanted: string): DomainError {
  return new DomainError(
    'unprocessable',
    'recovery.wrong_currency',
    {
      en: `This is kept in ${wanted}, and the amount is in ${saw}. State it in ${wanted}.`,
      'zh-CN': `此处币种为 ${wanted}，填写的金额为 ${saw}，请以 ${wanted} 填写。`,
    },
    { field: 'money.currency', saw },
  );
}

/** Nobody is named who could be asked: `recovery.counterparty_missing`. */
export function counterpartyMissing(): DomainError {
  return new DomainError(
    'unprocessable',
    'recovery.counterparty_missing',
    {
      en: 'Say who is asked: "counterpartyId". POST /v1/counterparties adds a record.',
      'zh-CN': '请填写 counterpartyId 指明对方；可由 POST /v1/counterparties 登记。',
    },
    { field: 'counterpartyId' },
  );
}

/** A counterparty of another kind than the recovery: `recovery.other_kind`. */
export function otherKind(saw: string, wanted: string): DomainError {
  return new DomainError(
    'unprocessable',
    'recovery.other_kind',
    {
      en: `This recovery is from a counterparty of the kind "${wanted}", and the one named is "${saw}".`,
      'zh-CN': `该追偿的对方类别应为“${wanted}”，所填对方的类别为“${saw}”。`,
    },
    { field: 'counterpartyId', saw },
  );
}

/** What comes of whoever caused the loss is a receipt: `recovery.record_a_receipt`. */
export function recordAReceipt(): DomainError {
  return new DomainError('conflict', 'recovery.record_a_receipt', {
    en: 'Money of a merchant or a fraudster is shared among those who bear the loss: record it with POST /v1/receipts and match it to the claim.',
    'zh-CN':
      '商户或欺诈者退回的款项由承担损失的各方分配，请先用 POST /v1/receipts 登记，再与索赔匹配。',
  });
}

/** Nothing was paid on the claim that could be recovered: `recovery.nothing_paid`. */
export function nothingPaid(): DomainError {
  return new DomainError('conflict', 'recovery.nothing_paid', {
    en: 'Nothing has been paid on this claim: there is nothing to recover.',
    'zh-CN': '该索赔尚未赔付，没有可追偿的款项。',
  });
}

/** A second proposal while one waits for its verdict: `recovery.proposal_waits`. */
export function proposalWaits(): DomainError {
  return new DomainError('conflict', 'recovery.proposal_waits', {
    en: 'A proposal on this recovery waits for another person already.',
    'zh-CN': '该追偿已有提议等待另一人批准。',
  });
}

/** A verdict where nothing waits for one: `approval.not_awaited`. */
export function nothingProposed(): DomainError {
  return new DomainError('conflict', 'approval.not_awaited', {
    en: 'Nothing on this recovery waits for approval. Load it again.',
    'zh-CN': '该追偿没有等待批准的提议，请重新加载。',
  });
}

/** A verdict by whoever proposed: `approval.own_hand`. */
export function ownProposal(): DomainError {
  return new DomainError('conflict', 'approval.own_hand', {
    en: 'You proposed this: another person has to approve it.',
    'zh-CN': '该提议由您提出，须由另一人批准。',
  });
}

/** An answer by whoever proposed or approved the clawback: `approval.own_hand`. */
export function ownClawback(): DomainError {
  return new DomainError('conflict', 'approval.own_hand', {
    en: 'You proposed or approved what the claimant objects to: a person who had no part in it has to answer.',
    'zh-CN': '该退款要求由您提出或批准，须由未参与的人员答复异议。',
  });
}

/** What was proposed does not fit any more: `approval.outdated`. */
export function outdatedProposal(): DomainError {
  return new DomainError('conflict', 'approval.outdated', {
    en: 'The recovery has changed since this was proposed. Return it, and propose it anew.',
    'zh-CN': '该追偿在提议后已变更，请退回后重新提出。',
  });
}
