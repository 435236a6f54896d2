import type { Bilingual, ErrorKind } from '@app/kernel';

/** What went wrong in general; `internal` is an error of ours that nobody expected. */
export type ProblemKind = ErrorKind | 'internal';

/**
 * What whoever was refused can do, for every kind of refusal. The refusal's own text says what we
 * saw and what is possible in that very case; this is the way on when that is not enough.
 */
export const WHAT_TO_DO: Readonly<Record<ProblemKind, Bilingual>> = {
  invalid: {
    en: 'Correct what is named here and send the request again; nothing was done so far.',
    'zh-CN': '请更正所指内容后重新提交，目前未作任何处理。',
  },
  unauthenticated: {
    en: 'Sign in, then send the request again with the new token.',
    'zh-CN': '请登录，并使用新的令牌重新提交。',
  },
  forbidden: {
    en: 'Ask somebody whose role includes this, or sign in with the account that is meant for it.',
    'zh-CN': '请由有权限的人员办理，或使用相应账号登录。',
  },
  not_found: {
    en: 'Check the number or address. What belongs to somebody else looks the same as what is not there: sign in with the account that it belongs to.',
    'zh-CN': '请核对编号或地址。属于他人的内容与不存在的内容显示相同，请使用其所属账号登录。',
  },
  conflict: {
    en: 'Load the record again, see how it stands now, and choose from what is possible.',
    'zh-CN': '请重新加载，查看当前状态后选择可行的操作。',
  },
  in_flight: {
    en: 'Wait for the seconds that are named, then send the very same request again.',
    'zh-CN': '请等待所示秒数后，原样重新提交。',
  },
  stale: {
    en: 'Load the record again, look at what has changed, and send yours with the new ETag.',
    'zh-CN': '请重新加载，查看变更内容，并使用新的 ETag 重新提交。',
  },
  too_large: {
    en: 'Send less at once: a smaller file, fewer rows, or the file in parts.',
    'zh-CN': '请减少单次提交的内容：更小的文件、更少的行，或分块上传。',
  },
  unsupported_media: {
    en: 'Send it in one of the forms that are named here; a screenshot or a PDF will nearly always do.',
    'zh-CN': '请使用所列格式重新提交，通常截图或 PDF 即可。',
  },
  unprocessable: {
    en: 'Change what is named here so that it fits, and send the request again; nothing was done so far.',
    'zh-CN': '请按提示修改所指内容后重新提交，目前未作任何处理。',
  },
  key_reused: {
    en: 'Use a new Idempotency-Key for a new request; repeat an old one only unchanged.',
    'zh-CN': '新的请求请使用新的 Idempotency-Key；重复旧请求时内容须完全一致。',
  },
  too_many_requests: {
    en: 'Wait for the time that is named, then try again. If it cannot wait, call us.',
    'zh-CN': '请等待所示时间后再试；如不能等待，请致电我们。',
  },
  unavailable: {
    en: 'Try again in a few seconds. Nothing is lost, and repeating it does no harm.',
    'zh-CN': '请稍后重试。数据没有丢失，重复提交不会造成影响。',
  },
  internal: {
    en: 'Try again once. If it happens again, call us and tell the number of the request.',
    'zh-CN': '请重试一次。如仍出现，请致电我们并提供请求编号。',
  },
};
