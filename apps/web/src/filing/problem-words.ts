import type { LanguageTools } from '../language/language-context';
import type { TextKey } from '../language/texts-en';
import type { Answers } from './answers';
import type { FilingProblem } from './filing-draft';

type Problem = FilingProblem;

/** What to do about an answer that is not there. The service knows only that a field is missing. */
const MISSING: Readonly<Record<string, TextKey>> = {
  lines: 'filing.missing.payments',
  lossType: 'filing.missing.kind',
  narrative: 'filing.missing.story',
  discoveredAt: 'filing.missing.noticed',
  contact: 'filing.missing.name',
  'contact.name': 'filing.missing.name',
  'contact.locale': 'filing.missing.language',
  'contact.email': 'filing.missing.reach',
  payoutMethod: 'filing.missing.payout',
  'payoutMethod.account.holderName': 'filing.missing.holder',
  'payoutMethod.account.number': 'filing.missing.number',
};
const EMPTY = new Set(['isDefined', 'whitelistValidation']);

/** How the page says what is wrong: in its own words where it knows better what to do. */
export function problemWords(
  problem: Pick<Problem, 'field' | 'code' | 'texts'>,
  { language, text }: Pick<LanguageTools, 'language' | 'text'>,
): string {
  const key = wordsKey(problem);
  return key === null ? problem.texts[language] : text(key);
}

function wordsKey({ field, code }: Pick<Problem, 'field' | 'code'>): TextKey | null {
  if (field === 'unlistedPayment') return 'filing.unlisted.problem';
  if (/^lines\[\d+\]\.money\.amountMinor$/.test(field)) return 'filing.wrong.amount';
  return EMPTY.has(code) && Object.hasOwn(MISSING, field) ? (MISSING[field] ?? null) : null;
}

/** What the service would take and we would rue: a claimant whom nobody can reach. */
export function ownProblems({ contact }: Pick<Answers, 'contact'>): Problem[] {
  const { name, phone, email } = contact;
  if (name === '' || phone !== '' || email !== '') return [];
  return [{ field: 'contact.email', code: 'isDefined', texts: { en: '', 'zh-CN': '' } }];
}

/** Under which id a field stands on its page, so that a problem leads to it. */
export function fieldId(field: string): string {
  return `field-${field.replace(/[^A-Za-z0-9]+/g, '-').replace(/-$/, '')}`;
}
