import { checkPackFiles } from '@app/programs';
import type { CheckedPackFile } from '@app/programs';

import type { Locale } from '../programs/locale';

type FileProblem = CheckedPackFile['problems'][number];

/**
 * `ganpei programs check`: checks a pack file or a folder of packs, runs their cases, and says
 * every problem with its file and JSON path. Returns the exit code: 1 when there is a problem.
 */
export function runProgramsCheck(path: string, locale: Locale): number {
  const checked = checkPackFiles(path);
  for (const { file, problems, warnings, casesPassed } of checked) {
    const cases = `${String(casesPassed)} ${CASES[locale]}`;
    process.stdout.write(`${problems.length === 0 ? '✓' : '✗'} ${file} (${cases})\n`);
    for (const problem of problems) process.stdout.write(`    ${line(problem, locale)}\n`);
    for (const warning of warnings) process.stdout.write(`  ! ${line(warning, locale)}\n`);
  }
  return checked.every(({ problems }) => problems.length === 0) ? 0 : 1;
}

const CASES: Readonly<Record<Locale, string>> = { en: 'cases passed', 'zh-CN': '个用例通过' };

function line({ file, path, text }: FileProblem, locale: Locale): string {
  return `${file} ${path}: ${text[locale]}`;
}
