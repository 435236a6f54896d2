import type { Bilingual } from '@app/kernel';

import {
  AMOUNT,
  CURRENCY,
  DIMENSIONS,
  ID,
  LANE,
  MICROSECONDS,
  MILLISECONDS,
} from './journal-grammar';

/** A field: its name, the form of its JSON, and that form for people. */
type Field = readonly [name: string, form: RegExp, en: string, zh: string];

const A_TEXT = [/^"/, 'a text', '文本'] as const;
const A_TEXT_OR_NULL = [/^(?:"|null$)/, 'a text or null', '文本或 null'] as const;
const EXACT_TIME = [
  whole(MICROSECONDS),
  'a time such as 2026-03-01T08:00:00.000000Z',
  '形如 2026-03-01T08:00:00.000000Z 的时间',
] as const;

const OF_JOURNAL: readonly Field[] = [
  ['actor', ...A_TEXT],
  ['claimId', ...A_TEXT_OR_NULL],
  ['effectiveAt', ...EXACT_TIME],
  ['id', whole(ID), 'the id of a journal', '分录编号'],
  ['idempotencyKey', ...A_TEXT],
  ['kind', ...A_TEXT],
  ['lane', whole(LANE), 'a whole number from 0 to 63', '0 至 63 的整数'],
  ['memo', ...A_TEXT],
  [
    'occurredAt',
    whole(MILLISECONDS),
    'a time such as 2026-03-01T08:00:00.000Z',
    '形如 2026-03-01T08:00:00.000Z 的时间',
  ],
  ['postedAt', ...EXACT_TIME],
  ['reversesId', ...A_TEXT_OR_NULL],
  ['transfers', /^\[\{/, 'a list of at least one line', '至少含一行的列表'],
];
const OF_TRANSFER: readonly Field[] = [
  [
    'amountMinor',
    whole(AMOUNT),
    'digits of a positive amount in minor units',
    '以最小货币单位表示的正数',
  ],
  ['credit', ...A_TEXT],
  ['currency', whole(CURRENCY), 'three capital letters', '三个大写字母'],
  ['debit', ...A_TEXT],
  ['dimensions', whole(DIMENSIONS), 'an object of texts', '由文本组成的对象'],
];

function whole(form: string): RegExp {
  return new RegExp(`^${form}$`);
}

/** Says for people why `parseJournalLine` refuses a text: a clause that goes on after a colon. */
export function faultOfText(text: string): Bilingual {
  let journal: unknown;
  try {
    journal = JSON.parse(text);
  } catch {
    return { en: 'it is not JSON', 'zh-CN': '不是合法的 JSON' };
  }
  return faultOfFields(journal, OF_JOURNAL) ?? faultOfTransfers(journal) ?? NOT_CANONICAL;
}

const NOT_CANONICAL: Bilingual = {
  en: 'it is not written in the canonical form of RFC 8785',
  'zh-CN': '未按 RFC 8785 的规范形式书写',
};

function faultOfTransfers(journal: unknown): Bilingual | null {
  const { transfers } = journal as { transfers: readonly unknown[] };
  for (const [line, transfer] of transfers.entries()) {
    const fault = faultOfFields(transfer, OF_TRANSFER);
    if (fault === null) continue;
    return { en: `in its line ${line} ${fault.en}`, 'zh-CN': `第 ${line} 行${fault['zh-CN']}` };
  }
  return null;
}

function faultOfFields(value: unknown, fields: readonly Field[]): Bilingual | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return {
      en: `there is ${shown(value)}, not an object`,
      'zh-CN': `为 ${shown(value)}，而非对象`,
    };
  }
  const found = new Map<string, unknown>(Object.entries(value));
  for (const [name, form, en, zh] of fields) {
    if (!found.has(name)) {
      return { en: `the field ${name} is missing`, 'zh-CN': `缺少字段 ${name}` };
    }
    const saw = shown(found.get(name));
    if (!form.test(JSON.stringify(found.get(name)))) {
      return {
        en: `the field ${name} is ${saw}, and should be ${en}`,
        'zh-CN': `字段 ${name} 为 ${saw}，应为${zh}`,
      };
    }
    found.delete(name);
  }
  const [unknown] = found.keys();
  if (unknown === undefined) return null;
  const name = shown(unknown);
  return { en: `a journal has no field ${name}`, 'zh-CN': `不应有字段 ${name}` };
}

/** The beginning of a value's JSON: a report stays one line, whatever the file holds. */
function shown(value: unknown): string {
  const json = JSON.stringify(value);
  return json.length > 60 ? `${json.slice(0, 60)}…` : json;
}
