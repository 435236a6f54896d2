import { DomainError } from '@app/kernel';
import type { Bilingual, ErrorKind } from '@app/kernel';

import { checkFacts, isInstant } from './check-facts';
import { checkPack } from './check-pack';
import { problem } from './checks/pack-problem';
import type { PackProblem } from './checks/pack-problem';
import type { Pack } from './domain/pack';
import { checkCases, factsOfCase, runCases } from './run-cases';
import type { CasesFile } from './run-cases';

/** More would not be read; mend these, and the next attempt shows what is left. */
const PROBLEMS_MAX = 50;

/**
 * Takes a pack and its cases as somebody wrote them, or refuses them with every problem and its
 * place: `programs.malformed_pack` and `programs.malformed_cases` for what cannot be used,
 * `programs.cases_failed` for a pack that does not do what its cases say. A pack without cases is
 * refused: nobody has said what it should do.
 */
export function requireSound(
  writtenPack: unknown,
  writtenCases: unknown,
): { readonly pack: Pack; readonly cases: CasesFile } {
  const checked = checkPack(writtenPack);
  if ('problems' in checked) {
    throw refusal('invalid', 'programs.malformed_pack', 'pack', checked.problems);
  }
  const shape = checkCases(writtenCases);
  const problems = 'problems' in shape ? shape.problems : caseProblems(shape.cases);
  if ('problems' in shape || problems.length > 0) {
    throw refusal('invalid', 'programs.malformed_cases', 'cases', problems);
  }
  const { pack } = checked;
  const failed = runCases(pack, shape.cases);
  if (failed.length > 0) {
    const titled = failed.map(({ path, text, title }) => ({ path, text: about(title, text) }));
    throw refusal('unprocessable', 'programs.cases_failed', 'cases', titled);
  }
  return { pack, cases: shape.cases };
}

function caseProblems(file: CasesFile): PackProblem[] {
  const time = isInstant(file.usual.now)
    ? []
    : [
        problem(
          '$.usual.now',
          'Write a time of RFC 3339 with its zone, such as 2026-11-23T08:00:00Z.',
          '请使用带时区的 RFC 3339 时间，例如 2026-11-23T08:00:00Z。',
        ),
      ];
  const none = problem('$.cases', 'Write at least one case.', '请至少填写一个用例。');
  return [
    ...time,
    ...(file.cases.length === 0 ? [none] : []),
    ...file.cases.flatMap((one, index) => {
      try {
        checkFacts(factsOfCase(file, one));
        return [];
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        return [{ path: `$.cases[${String(index)}]`, text: about(one.title, error.text) }];
      }
    }),
  ];
}

function about(title: string, text: Bilingual): Bilingual {
  return { en: `"${title}": ${text.en}`, 'zh-CN': `“${title}”：${text['zh-CN']}` };
}

function refusal(
  kind: ErrorKind,
  code: string,
  field: 'pack' | 'cases',
  problems: readonly PackProblem[],
): DomainError {
  const errors = problems.slice(0, PROBLEMS_MAX).map(({ path, text }) => ({
    field: `${field}${path.slice('$'.length)}`,
    code: 'unsound',
    saw: '',
    texts: text,
  }));
  const count = String(problems.length);
  const [first = { field, texts: { en: '', 'zh-CN': '' } }] = errors;
  return new DomainError(
    kind,
    code,
    {
      en: `We found ${count} problem(s) in the ${field}. ${first.field}: ${first.texts.en}`,
      'zh-CN': `${field} 中有 ${count} 处问题。${first.field}：${first.texts['zh-CN']}`,
    },
    { field: first.field, errors },
  );
}
