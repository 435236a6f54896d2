import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
import type { EvidenceState } from '@app/programs';

/** `received`: it is on file now; `cannot`: the claimant said why they do not have it. */
export type AskedState = 'open' | 'received' | 'cannot';

/** Something that the claimant was asked for. */
export interface AskedItem {
  readonly item: string;
  readonly requestId: string;
}

/** What is known about the claimant's side of a claim. */
export interface Asking {
  /** What was asked for, ever. */
  readonly asked: readonly AskedItem[];
  /** The items that are on file. */
  readonly held: ReadonlySet<string>;
  /** The items that the claimant said they cannot give. */
  readonly cannot: ReadonlySet<string>;
}

/** How something that was asked for stands. What came after all is there, whatever was said. */
export function askedState(item: string, { held, cannot }: Omit<Asking, 'asked'>): AskedState {
  if (held.has(item)) return 'received';
  return cannot.has(item) ? 'cannot' : 'open';
}

/**
 * What the claimant is waited for: what was asked and not answered, and what the pack requires and
 * nobody has answered. When it is empty, the claim goes on.
 */
export function waitedFor(asking: Asking, checklist: readonly EvidenceState[]): string[] {
  const open = asking.asked.filter(({ item }) => askedState(item, asking) === 'open');
  const required = checklist.filter(({ required, state }) => required && state === 'missing');
  const items = [...open, ...required].map(({ item }) => item);
  return [...new Set(items)].filter((item) => !asking.cannot.has(item));
}

/** A file that is on record for an item. */
interface HeldFile {
  readonly id: string;
  readonly item: string;
  readonly fileName: string;
  readonly uploadedAt: Date;
}

/**
 * Refuses to ask for what is on file (`evidence.already_on_file`, naming it), what was let go
 * (`information.waived`), and what was asked for before: not answered yet (`information.asked`), or
 * answered with a reason why not (`information.answered`).
 */
export function requireAskable(
  { item, label }: { readonly item: string; readonly label: Bilingual },
  asking: Asking,
  { files, waived }: { readonly files: readonly HeldFile[]; readonly waived: readonly string[] },
): void {
  const file = files.find((candidate) => candidate.item === item);
  if (file !== undefined) throw onFile(label, file);
  if (waived.includes(item)) {
    throw refusal('information.waived', item, {
      en: `"${label.en}" was waived in the last decision: it is not needed.`,
      'zh-CN': `“${label['zh-CN']}”已在上次决定中豁免，无需提供。`,
    });
  }
  const before = asking.asked.find((candidate) => candidate.item === item);
  if (before === undefined) return;
  const { requestId } = before;
  if (asking.cannot.has(item)) {
    throw refusal(
      'information.answered',
      item,
      {
        en: `The claimant has said why "${label.en}" cannot be given. Read the answer, then waive it or decide without it.`,
        'zh-CN': `索赔人已说明无法提供“${label['zh-CN']}”的原因，请查看后豁免或据现有材料决定。`,
      },
      { requestId },
    );
  }
  throw refusal(
    'information.asked',
    item,
    {
      en: `The claimant was asked for "${label.en}" already and has not answered yet.`,
      'zh-CN': `已向索赔人要求提供“${label['zh-CN']}”，对方尚未答复。`,
    },
    { requestId },
  );
}

function onFile(label: Bilingual, { id, item, fileName, uploadedAt }: HeldFile): DomainError {
  const receivedAt = uploadedAt.toISOString();
  return refusal(
    'evidence.already_on_file',
    item,
    {
      en: `"${label.en}" is on file since ${receivedAt}: "${fileName}" (${id}). Nobody is asked for what we hold.`,
      'zh-CN': `“${label['zh-CN']}”已于 ${receivedAt} 收到：“${fileName}”（${id}），不得重复索要。`,
    },
    { evidenceId: id, receivedAt },
  );
}

function refusal(
  code: string,
  item: string,
  text: Bilingual,
  facts: Record<string, unknown> = {},
): DomainError {
  return new DomainError('conflict', code, text, { field: 'items', saw: item, ...facts });
}

/** There is no such request on this claim. */
export function noSuchRequest(): DomainError {
  return new DomainError('not_found', 'information.not_found', {
    en: 'Nothing was asked for on this claim under this id.',
    'zh-CN': '该索赔没有此编号的补充要求。',
  });
}

/**
 * Refuses the answer "I cannot give this" for what the request does not ask for
 * (`information.unknown_item`, with what it does), for what is on file (`information.received`),
 * and a second, different answer (`information.answered`); returns what was asked for.
 */
export function requireAnswerable<Item extends { readonly item: string }>(
  item: string,
  items: readonly Item[],
  asking: Omit<Asking, 'asked'>,
): Item {
  const found = items.find((candidate) => candidate.item === item);
  if (found === undefined) {
    const allowed = items.map((candidate) => candidate.item);
    throw new DomainError(
      'unprocessable',
      'information.unknown_item',
      {
        en: `This request does not ask for "${item}". It asks for: ${allowed.join(', ')}.`,
        'zh-CN': `该补充要求不包含“${item}”，包含：${allowed.join('、')}。`,
      },
      { field: 'answers', saw: item, allowed },
    );
  }
  const state = askedState(item, asking);
  if (state === 'open') return found;
  const isReceived = state === 'received';
  throw new DomainError(
    'conflict',
    isReceived ? 'information.received' : 'information.answered',
    isReceived
      ? {
          en: `"${item}" is on file: there is nothing left to answer.`,
          'zh-CN': `“${item}”已收到，无需答复。`,
        }
      : {
          en: `"${item}" was answered already. If you have it after all, hand in the file.`,
          'zh-CN': `“${item}”已答复过。如现在可以提供，请直接上传文件。`,
        },
    { field: 'answers', saw: item },
  );
}
