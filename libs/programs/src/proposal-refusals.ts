import { DomainError } from '@app/kernel';

/** There is no proposed version of an id. */
export function unknownVersion(): DomainError {
  return new DomainError('not_found', 'programs.unknown_version', {
    en: 'There is no proposed version of this id.',
    'zh-CN': '没有该编号的版本提案。',
  });
}

/** A proposal that has been judged is at its end. */
export function givenAlready(): DomainError {
  return new DomainError('conflict', 'approval.given_already', {
    en: 'This version has been approved or returned already. Propose it anew, if it is still wanted.',
    'zh-CN': '该版本已被批准或退回。如仍需要，请重新提交。',
  });
}

/** A proposal that was withdrawn is at its end. */
export function versionWithdrawn(): DomainError {
  return new DomainError('conflict', 'programs.version_withdrawn', {
    en: 'This version has been withdrawn by whoever proposed it. Propose it anew, if it is wanted after all.',
    'zh-CN': '该版本已由提交人撤回。如仍需要，请重新提交。',
  });
}
