import { DomainError } from '@app/kernel';
import type { EvidenceRule } from '@app/programs';

import { isSettledStatus, requireCommand } from './claim-lifecycle';
import type { CommandAsked } from './claim-lifecycle';
import type { Scan } from './evidence-state';
import { STATUS_WORDS } from './status-words';

/**
 * Refuses a file on a claim that is at rest (`evidence.claim_settled`), and from whoever may not
 * hand one in.
 */
export function requireOpenToFiles(asked: CommandAsked): void {
  if (isSettledStatus(asked.status)) {
    throw new DomainError('conflict', 'evidence.claim_settled', {
      en: `The claim is ${STATUS_WORDS[asked.status].en}; evidence can be added while it is open.`,
      'zh-CN': `索赔状态为“${STATUS_WORDS[asked.status]['zh-CN']}”，仅在处理期间可补充材料。`,
    });
  }
  requireCommand('add_evidence', asked);
}

/**
 * What came with a message, and nobody has said for which item: on every claim beside the list of
 * its pack. It is evidence, and no requirement is met by it.
 */
export const CORRESPONDENCE: EvidenceRule = {
  id: 'correspondence',
  requiredFromMinor: '0',
  label: { en: 'Sent with a message', 'zh-CN': '随消息发送的文件' },
  why: {
    en: 'Whatever you send us is on your claim.',
    'zh-CN': '您发送的所有文件都会进入您的索赔。',
  },
};

/** The rule of the claim's pack for an item; `evidence.unknown_item` when it has none. */
export function requireItem(item: string, list: readonly EvidenceRule[]): EvidenceRule {
  const rule = list.find(({ id }) => id === item);
  if (rule !== undefined) return rule;
  const allowed = list.map(({ id }) => id);
  throw new DomainError(
    'unprocessable',
    'evidence.unknown_item',
    {
      en: `"${item}" is not on this claim's evidence list. It has: ${allowed.join(', ')}.`,
      'zh-CN': `材料清单中没有“${item}”，可选：${allowed.join('、')}。`,
    },
    { field: 'item', saw: item, allowed },
  );
}

/** The rule for an item that a file is for: `requireItem`, or what came with a message. */
export function requireFileItem(item: string, list: readonly EvidenceRule[]): EvidenceRule {
  return item === CORRESPONDENCE.id ? CORRESPONDENCE : requireItem(item, list);
}

/**
 * Whether a file is the first that counts for an item of the list. There is always room for it: a
 * claim that is full, by whomever, must not keep out what is asked for.
 */
export function isFirstForItem(
  item: string,
  held: readonly { readonly item: string; readonly scan: Scan }[],
): boolean {
  const counts = held.some((file) => file.item === item && file.scan !== 'infected');
  return item !== CORRESPONDENCE.id && !counts;
}

/** The same content was quarantined here before: handing it in again does not help. */
export function quarantined(): DomainError {
  return new DomainError(
    'conflict',
    'evidence.quarantined',
    {
      en: 'A virus scanner found something harmful in this file, so that nobody is given it. Hand in another copy, for instance a screenshot.',
      'zh-CN': '病毒扫描发现该文件含有有害内容，任何人都无法获取。请另行提供，例如上传截图。',
    },
    { field: 'file' },
  );
}
