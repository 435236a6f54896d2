import { DomainError } from '@app/kernel';
import type { EvidenceState } from '@app/programs';

import type { EvidenceWaiver } from './decision';

/** Required evidence must be there or be waived item by item with a reason. */
export function requireEvidence(
  checklist: readonly EvidenceState[],
  waivers: readonly EvidenceWaiver[],
): void {
  const missing = checklist.filter(
    ({ item, required, state }) =>
      required && state === 'missing' && !waivers.some((waiver) => waiver.item === item),
  );
  if (missing.length > 0) {
    const items = missing.map(({ item }) => item);
    throw new DomainError(
      'conflict',
      'evidence.missing',
      {
        en: `Required evidence is missing: ${items.join(', ')}. Wait for it, or waive each item with a reason, which needs a second person.`,
        'zh-CN': `缺少必需材料：${items.join('、')}。请等待补充，或逐项说明理由予以豁免（须两人批准）。`,
      },
      { field: 'evidenceWaivers', items },
    );
  }
  const idle = waivers.find(
    (waiver) =>
      !checklist.some(
        ({ item, required, state }) => item === waiver.item && required && state === 'missing',
      ),
  );
  if (idle !== undefined) {
    throw new DomainError(
      'unprocessable',
      'evidence.waiver_idle',
      {
        en: `"${idle.item}" is not a required item that is missing, so there is nothing to waive.`,
        'zh-CN': `“${idle.item}”不是缺少的必需材料，无需豁免。`,
      },
      { field: 'evidenceWaivers', saw: idle.item },
    );
  }
}
