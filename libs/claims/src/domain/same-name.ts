import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

/** Which part of a name is another one. It never says what the part should be. */
export type NamePart = 'first' | 'last' | 'middle' | 'count' | 'family' | 'given';

const PARTS: Readonly<Record<NamePart, Bilingual>> = {
  first: { en: 'the first word of the name', 'zh-CN': '姓名的第一部分' },
  last: { en: 'the last word of the name', 'zh-CN': '姓名的最后部分' },
  middle: { en: 'a word in the middle of the name', 'zh-CN': '姓名的中间部分' },
  count: { en: 'the number of words in the name', 'zh-CN': '姓名的组成部分数量' },
  family: { en: 'the family name', 'zh-CN': '姓氏' },
  given: { en: 'the given name', 'zh-CN': '名字' },
};

/** Chinese names have no blanks; family names of two characters are few. */
const HAN = /^[\p{Script=Han}·]+$/u;
const LONG_FAMILY_NAMES = ['欧阳', '司马', '上官', '诸葛', '司徒', '东方', '皇甫', '尉迟', '公孙'];

/**
 * Compares the holder of an account with the payer of a payment: without case, accents, punctuation
 * and width. Null when they are the same person's name; else the first part that differs.
 */
export function nameDifference(holder: string, payer: string): NamePart | null {
  const [one, other] = [wordsOf(holder), wordsOf(payer)];
  const isHan = one.length === 2 && other.length === 2 && isHanName(holder) && isHanName(payer);
  if (one.length !== other.length) return 'count';
  const index = one.findIndex((word, place) => word !== other[place]);
  if (index < 0) return null;
  if (isHan) return index === 0 ? 'family' : 'given';
  if (index === 0) return 'first';
  return index === one.length - 1 ? 'last' : 'middle';
}

function isHanName(name: string): boolean {
  return HAN.test(compact(name));
}

function compact(name: string): string {
  return name.normalize('NFKC').replace(/\s/g, '');
}

function wordsOf(name: string): string[] {
  if (isHanName(name)) {
    const han = compact(name).replace(/·/g, '');
    const familyLength = LONG_FAMILY_NAMES.some((long) => han.startsWith(long)) ? 2 : 1;
    return [han.slice(0, familyLength), han.slice(familyLength)];
  }
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/**
 * Refuses an account that is not in the name of whoever paid (`payee.other_name`), also
 * when that name is unknown or masked (`payee.name_unknown`): then only the way back is
 * certain to lead to the payer.
 */
export function requireSameName(holder: string, payers: readonly (string | null)[]): void {
  const refusal = nameRefusal(holder, payers);
  if (refusal !== null) throw refusal;
}

/** Whether an account may get the award for payments of these people. */
export function isInNameOf(holder: string, payers: readonly (string | null)[]): boolean {
  return nameRefusal(holder, payers) === null;
}

function nameRefusal(holder: string, payers: readonly (string | null)[]): DomainError | null {
  for (const payer of payers) {
    if (payer === null || payer.includes('*')) return nameUnknown();
    const part = nameDifference(holder, payer);
    if (part !== null) return otherName(part);
  }
  return null;
}

function nameUnknown(): DomainError {
  return new DomainError(
    'conflict',
    'payee.name_unknown',
    {
      en: 'An award goes only to an account in the name of whoever paid, and we do not know that name for each payment. It can go back the way the payment came.',
      'zh-CN':
        '赔付款只能付至付款人本人名下的账户，而部分付款没有付款人姓名，只能按原支付渠道退回。',
    },
    { field: 'account.holderName' },
  );
}

function otherName(part: NamePart): DomainError {
  const { en, 'zh-CN': zh } = PARTS[part];
  return new DomainError(
    'conflict',
    'payee.other_name',
    {
      en: `The account must be in the name of whoever paid: ${en} differs. Write it as the payment has it, or have the money sent back the way it came.`,
      'zh-CN': `账户须为付款人本人名下：${zh}不一致。请按付款时的姓名填写，或选择按原支付渠道退回。`,
    },
    { field: 'account.holderName', part },
  );
}
