import { createReadStream } from 'node:fs';

import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
import { parseStrictly } from '@app/platform';

import { checkFacts } from '../check-facts';
import type { LaboratoryClaim, RefusedClaim } from '../domain/laboratory/compare-claim';

/** Room for a claim of five hundred payments; a longer line is refused without being kept. */
const LINE_BYTES_MAX = 1_024 * 1_024;
const NEWLINE = 0x0a;
const REFERENCE = /^[\p{L}\p{N}][\p{L}\p{N}._:/-]{0,79}$/u;

/**
 * Reads claims from a file of JSON lines, `{"reference": …, "facts": {…}, "open": true}` each, one
 * after the other: memory does not grow with the file. A line that is no claim is given as refused,
 * under its number; a file that is not there throws `programs.claims_unreadable`.
 */
export async function* readClaimLines(
  path: string,
): AsyncGenerator<LaboratoryClaim | RefusedClaim> {
  let number = 0;
  for await (const line of linesOf(path)) {
    number += 1;
    if (line !== null && line.toString('utf8').trim() === '') continue;
    yield claimOf(line, number);
  }
}

function claimOf(line: Buffer | null, number: number): LaboratoryClaim | RefusedClaim {
  const name = `line ${String(number)}`;
  try {
    if (line === null) throw refusal('line', TOO_LONG);
    return readClaim(parseStrictly(line) as Readonly<Record<string, unknown>> | null);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const why = { field: error.details.field ?? 'line', text: error.text };
    return { reference: name, a: why, b: why };
  }
}

function readClaim(written: Readonly<Record<string, unknown>> | null): LaboratoryClaim {
  const { reference, facts, open = true, ...others } = written ?? {};
  if (typeof reference !== 'string' || !REFERENCE.test(reference)) {
    throw refusal('reference', NO_REFERENCE);
  }
  if (typeof open !== 'boolean') throw refusal('open', NOT_A_FLAG);
  const [other] = Object.keys(others);
  if (other !== undefined) throw refusal([...other].slice(0, 60).join(''), NO_SUCH_FIELD);
  return { reference, facts: checkFacts(facts), isOpen: open };
}

/** The lines of a file without their ends; `null` stands for one that is too long. */
async function* linesOf(path: string): AsyncGenerator<Buffer | null> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunksOf(path)) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      const part = chunk.subarray(start, end);
      yield length + part.length > LINE_BYTES_MAX ? null : Buffer.concat([...waiting, part]);
      waiting = [];
      length = 0;
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    length += rest.length;
    waiting = length > LINE_BYTES_MAX ? [] : [...waiting, rest];
  }
  if (length > 0) yield length > LINE_BYTES_MAX ? null : Buffer.concat(waiting);
}

async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path) as AsyncIterable<Buffer>;
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new DomainError('not_found', 'programs.claims_unreadable', {
      en: `The claims cannot be read from ${path}: ${cause}`,
      'zh-CN': `无法读取索赔文件 ${path}：${cause}`,
    });
  }
}

const TOO_LONG: Bilingual = {
  en: 'This line is longer than 1 MB; a claim has at most 500 payments.',
  'zh-CN': '该行超过 1 MB；一笔索赔至多 500 笔付款。',
};
const NO_REFERENCE: Bilingual = {
  en: 'Give each claim a "reference": a letter or digit, then up to 79 letters, digits and . _ : / - signs.',
  'zh-CN': '每笔索赔须有 reference：以字母或数字开头，其后最多 79 个字母、数字或 . _ : / -。',
};
const NO_SUCH_FIELD: Bilingual = {
  en: 'A claim has "reference", "facts" and "open"; take other fields out or check their spelling.',
  'zh-CN': '索赔只有 reference、facts 和 open 三个字段；请删除其他字段或检查拼写。',
};
const NOT_A_FLAG: Bilingual = {
  en: '"open" is true or false; an open claim holds a reserve.',
  'zh-CN': 'open 须为 true 或 false；未结索赔占用准备金。',
};

function refusal(field: string, text: Bilingual): DomainError {
  return new DomainError('invalid', 'programs.malformed_facts', text, { field });
}
