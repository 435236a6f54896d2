import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Pack } from './domain/pack';
import { PACKS_FOLDER, casesPathOf } from './read-pack-folder';
import { checkCases, runCases } from './run-cases';
import type { CaseOutcome, CasesFile } from './run-cases';
import { changed } from './testing/changed';
import { SHIPPED, shipped } from './testing/shipped-packs';

const gb = shipped('gb-app-reimbursement');

function casesOf({ packId, version }: Pack): CasesFile {
  const path = casesPathOf(join(PACKS_FOLDER, packId, `${version}.json`));
  return JSON.parse(readFileSync(path, 'utf8')) as CasesFile;
}

/** The first case of the pack, expecting something else. */
function expecting(expected: Partial<CaseOutcome>): CasesFile {
  const { usual, cases } = casesOf(gb);
  const [first] = cases;
  if (first === undefined) throw new Error('There is no case.');
  return { usual, cases: [{ ...first, expect: expected }] };
}

describe('a case that comes out otherwise', () => {
  it.each<[Partial<CaseOutcome>, string, string]>([
    [{ award: '990001' }, '.award', 'Expected "990001", and "990000" came out.'],
    [{ eligible: false }, '.eligible', 'Expected false, and true came out.'],
    [{ ownShare: '0' }, '.ownShare', 'Expected "0", and "10000" came out.'],
    [{ lines: ['990000 covered.full'] }, '.lines', 'and ["990000 excess.applied"] came out.'],
    [{ after: { cap: '1', excess: '990000' } }, '.after.cap', 'Expected "1", and "1000000"'],
    [{ reasons: [] }, '.reasons', 'Expected [], and ["excess.applied"] came out.'],
    [{ missing: ['narrative'] }, '.missing', 'Expected ["narrative"], and [] came out.'],
    [{ missingFacts: ['x'] }, '.missingFacts', 'Expected ["x"], and [] came out.'],
    [{ recommendation: 'approve' }, '.recommendation', 'and "review" came out.'],
    [{ approval: 'single' }, '.approval', 'Expected "single", and "dual" came out.'],
    [{ split: ['payer_psp 1'] }, '.split', '["payer_psp 495000","payee_psp 495000"] came out.'],
    [
      { provisional: { dueAt: null, amountMinor: '1', withholdUpToMinor: '0' } },
      '.provisional',
      'and null came out.',
    ],
    [{ appeal: ['complaint open'] }, '.appeal', 'financial_ombudsman 2026-09-25T22:59:59.999Z'],
  ])('is told by its path: %j', (expected, below, text) => {
    const differences = runCases(gb, expecting(expected));
    expect(differences.map(({ path }) => path)).toEqual([`$.cases[0].expect${below}`]);
    expect(differences[0]?.title).toContain('of 10,000.00 the excess of 100.00');
    expect(differences[0]?.text.en).toContain(text);
    expect(differences[0]?.text['zh-CN']).toMatch(/^预期 .*。$/);
  });

  it('is told also when its facts cannot be read', () => {
    const { usual, cases } = expecting({ award: '1' });
    const unreadable = { usual: { ...usual, line: { ...usual.line, paidAt: 'today' } }, cases };
    expect(runCases(gb, unreadable)).toMatchObject([
      { path: '$.cases[0]', text: { en: /lines\[0\]\.paidAt: we saw "today"/ } },
    ]);
  });
});

describe('a circumstance that the pack does not declare', () => {
  it.each([
    ['cases.0.facts', { circumstances: ['vulnerabel'] }, '$.cases[0].facts.circumstances[0]'],
    ['cases.0.facts', { refuted: ['vulnerabel'] }, '$.cases[0].facts.refuted[0]'],
    ['cases.0.lines.0.circumstances', ['old'], '$.cases[0].lines[0].circumstances[0]'],
    ['usual.facts.circumstances', ['old'], '$.usual.facts.circumstances[0]'],
    ['usual.line.refuted', ['old'], '$.usual.lines[0].refuted[0]'],
  ])('is told where it stands: %s', (place, value, path) => {
    const [found] = runCases(gb, changed(casesOf(gb), place, value) as CasesFile);
    expect(found).toMatchObject({
      path,
      text: { en: expect.stringMatching(/declares no circumstance .* vulnerable, /) },
    });
  });
});

it('tells a time of assessment that there is not', () => {
  const { usual, cases } = casesOf(gb);
  const differences = runCases(gb, { usual: { ...usual, now: '2026-13-01T00:00:00Z' }, cases });
  expect(differences.map(({ path }) => path)).toEqual(['$.usual.now']);
});

describe('what somebody wrote as cases', () => {
  it.each<[string, unknown, string, string]>([
    ['cases', [], '$.cases', 'must NOT have fewer than 1 items'],
    ['cases.1.title', casesOf(gb).cases[0]?.title, '$.cases[1].title', 'is there already'],
    ['cases.0.title', undefined, '$.cases[0]', 'The field "title" is missing'],
    ['cases.0.expect', {}, '$.cases[0].expect', 'fewer than 1 properties'],
    ['cases.0.expect.awarded', '1', '$.cases[0].expect', 'There is no field "awarded" here'],
    ['cases.0.expect.award', 1, '$.cases[0].expect.award', 'of the type string'],
    ['cases.0.facts', { claimed: '1' }, '$.cases[0].facts', 'There is no field "claimed" here'],
    ['cases.0.lines', [{ amount: '1' }], '$.cases[0].lines[0]', 'no field "amount" here'],
    ['usual.now', 'today', '$.usual.now', 'We saw "today"; write it in the form'],
    ['usual.line.rail', undefined, '$.usual.line', 'The field "rail" is missing'],
    [
      'usual.facts.events',
      { posted: '2026-01-01T00:00:00Z' },
      '$.usual.facts.events',
      'We saw "posted"; write one of statement_sent',
    ],
  ])('is refused with %s = %j at %s: %s', (place, value, path, text) => {
    const checked = checkCases(changed(casesOf(gb), place, value));
    const problems = 'problems' in checked ? checked.problems : [];
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(problems[0]?.text.en).toContain(text);
  });

  it.each(SHIPPED)('passes for $packId $version', (pack) => {
    expect(checkCases(casesOf(pack))).toHaveProperty('cases');
  });
});
