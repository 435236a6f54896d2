import type { Bilingual } from '@app/kernel';

import type { Pack } from '../domain/pack';
import { problem } from './pack-problem';
import type { PackProblem } from './pack-problem';

/** A text of a pack, in one language, with its place. */
interface LocatedText {
  readonly path: string;
  readonly language: keyof Bilingual;
  readonly text: string;
}

/** Anything that looks as if a program would put something there; nothing does. */
const PLACEHOLDER = /\$?\{[^{}]*\}+|\{\{[^{}]*\}\}|%[sd]\b|<[A-Za-z/][^<>]*>/;
/** Line breaks and other control characters, overrides of direction, invisible characters. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;
const HAS_LETTERS: Readonly<Record<keyof Bilingual, RegExp>> = {
  en: /\p{Script=Latin}/u,
  'zh-CN': /\p{Script=Han}/u,
};

/** How long a text may be where letters, lists and buttons show it; the first that fits. */
const LENGTHS_MAX: readonly (readonly [place: RegExp, characters: number])[] = [
  [/^\$\.name\./, 120],
  [/^\$\.summary\./, 800],
  [/\.(reason|why)\./, 500],
  [/./, 300],
];
/** What is told as a part of a sentence: "…, because the victim is asked". */
const CLAUSE = /^\$\.(circumstances\[\d+\]|clocks\[\d+\]\.pauseReasons\[\d+\])\.label\./;

/**
 * Texts that people could not read as they are written: in the other language, blank at an end or
 * altogether, with what nobody fills in, with control characters, longer than where they are shown,
 * or sentences where a clause is told.
 */
export function textProblems(pack: Pack): PackProblem[] {
  return textsIn('$', pack).flatMap((one) => faultOf(one) ?? []);
}

function textsIn(path: string, value: unknown): LocatedText[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('en' in value && 'zh-CN' in value) {
    return (['zh-CN', 'en'] as const).map((language) => ({
      path: `${path}.${language}`,
      language,
      text: String((value as Readonly<Record<string, unknown>>)[language]),
    }));
  }
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([name, inner]) =>
    textsIn(isList ? `${path}[${name}]` : `${path}.${name}`, inner),
  );
}

/** The first fault of a text: whoever mends it checks again. */
function faultOf({ path, language, text }: LocatedText): PackProblem | null {
  if (UNSAFE.test(text)) {
    return problem(
      path,
      'We saw a control character or an invisible one; write the text on one line, in visible characters.',
      '文本含控制字符或不可见字符；请使用可见字符，写成一行。',
    );
  }
  if (text.trim() !== text || text === '') {
    return problem(
      path,
      'The text is blank, or begins or ends with a blank; write it without.',
      '文本为空，或首尾有空格；请删除多余空格。',
    );
  }
  if (!HAS_LETTERS[language].test(text)) return otherLanguage(path, language);
  const placeholder = PLACEHOLDER.exec(text)?.[0];
  if (placeholder !== undefined) {
    return problem(
      path,
      `We saw "${placeholder}"; a pack's texts are shown as they are written, and nothing is filled in: write it out.`,
      `收到的是“${placeholder}”；规则包文本按原样显示，不会填充占位符：请直接写明。`,
    );
  }
  return lengthFault(path, text) ?? clauseFault(path, text);
}

function otherLanguage(path: string, language: keyof Bilingual): PackProblem {
  return language === 'en'
    ? problem(
        path,
        'There is no English in it; write the text in English.',
        '其中没有英文；请填写英文文本。',
      )
    : problem(
        path,
        'There is no Chinese in it; write the text in Chinese.',
        '其中没有中文；请填写中文文本。',
      );
}

function lengthFault(path: string, text: string): PackProblem | null {
  const [, charactersMax = 0] = LENGTHS_MAX.find(([place]) => place.test(path)) ?? [];
  const characters = [...text].length;
  if (characters <= charactersMax) return null;
  const [saw, most] = [String(characters), String(charactersMax)];
  return problem(
    path,
    `We saw ${saw} characters; people read at most ${most} here. Say it shorter, or in a duty or a source.`,
    `共 ${saw} 个字符；此处最多 ${most} 个。请写得更短，或移至 duties 或 sources。`,
  );
}

function clauseFault(path: string, text: string): PackProblem | null {
  if (!CLAUSE.test(path) || !/[.。!！?？]$/.test(text)) return null;
  return problem(
    path,
    'It is told as a part of a sentence ("because …"); write it without a full stop.',
    '该文本是句子的一部分（“因为……”）；请去掉句末标点。',
  );
}
