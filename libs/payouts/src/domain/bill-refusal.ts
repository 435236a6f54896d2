import { DomainError } from '@app/kernel';

/** A kind of bill that people download by hand: how it is called, and where it is to be had. */
export interface Bill {
  readonly code: string;
  readonly en: { readonly name: string; readonly again: string };
  readonly zh: { readonly name: string; readonly again: string };
}

interface BillProblem {
  readonly en: string;
  readonly zh: string;
}

/** Refuses a whole file: a statement that is not complete proves nothing. Lines count from 1. */
export type BillRefusal = (line: number, problem: BillProblem, saw?: string) => DomainError;

/** The refusals of one kind of bill. */
export function refusalsOf({ code, en, zh }: Bill): BillRefusal {
  return (line, problem, saw = '') =>
    new DomainError(
      'unprocessable',
      code,
      {
        en: `Line ${line} of ${en.name}: ${problem.en}. ${en.again} and hand it in unchanged.`,
        'zh-CN': `${zh.name}第 ${line} 行：${problem.zh}。${zh.again}，并原样提交。`,
      },
      { field: 'file', line: String(line), saw: saw.slice(0, 60) },
    );
}
