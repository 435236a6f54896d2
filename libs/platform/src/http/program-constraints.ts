import type { Problem } from './problem-document';

/** Constraints of the versions of packs; see `KNOWN_CONSTRAINTS`. */
export const PROGRAM_CONSTRAINTS: Readonly<Record<string, Problem>> = {
  program_versions_not_withdrawn: {
    kind: 'conflict',
    code: 'programs.version_withdrawn',
    texts: {
      en: 'This version has been withdrawn by whoever proposed it.',
      'zh-CN': '该版本已由提交人撤回。',
    },
  },
  program_version_withdrawals_pk: {
    kind: 'conflict',
    code: 'programs.version_withdrawn',
    texts: {
      en: 'This version has been withdrawn already.',
      'zh-CN': '该版本已被撤回。',
    },
  },
  program_versions_not_judged: {
    kind: 'conflict',
    code: 'approval.given_already',
    texts: {
      en: 'This version has been approved or returned already.',
      'zh-CN': '该版本已被批准或退回。',
    },
  },
};
