import { DomainError } from '@app/kernel';

/** The one answer for what does not exist and for what is somebody else's. */
export function required<Found>(found: Found | null): Found {
  if (found !== null) return found;
  throw new DomainError('not_found', 'request.not_found', {
    en: 'There is nothing with this id or reference among what you may see.',
    'zh-CN': '未找到该编号对应的内容，或您无权查看。',
  });
}
