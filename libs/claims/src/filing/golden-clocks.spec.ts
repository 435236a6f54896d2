import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PACKS_FOLDER, PackLibrary, casesPathOf } from '@app/programs';
import type { CasesFile, EventName, Pack } from '@app/programs';

import { breakClocks, pauseClocks, resumeClocks, startClocks } from '../domain/clock-moves';
import { foldClocks } from '../domain/clocks';
import type { ClockFact, ClockView } from '../domain/clocks';
import { claimRules } from './claim-rules';
import type { ClaimRules } from './claim-rules';

type GoldenCase = CasesFile['cases'][number];
type ClaimFacts = CasesFile['usual']['facts'];
type Move = (facts: readonly ClockFact[], rules: ClaimRules) => readonly ClockFact[];

/** When every promise of a case is broken. */
const AT_LAST = new Date('2100-01-01T00:00:00Z');

function casesOf({ packId, version }: Pack): CasesFile {
  const path = casesPathOf(join(PACKS_FOLDER, packId, `${version}.json`));
  return JSON.parse(readFileSync(path, 'utf8')) as CasesFile;
}

/** What happens to the clocks of a claim by a case, in the order of time. */
function movesOf(facts: ClaimFacts, { events, pauses = [] }: GoldenCase): Move[] {
  const happened = { claim_received: facts.filedAt, ...facts.events, ...events };
  const starts = Object.entries(happened).map(([name, at]): [string, Move] => [
    at,
    (known, rules) => startClocks({ name: name as EventName, at: new Date(at) }, known, rules),
  ]);
  const standstills = pauses.flatMap(({ clock, reason, from, to }): [string, Move][] => [
    [from, (known, rules) => pauseClocks({ clock, reason, at: new Date(from) }, known, rules)],
    [to, (known, rules) => resumeClocks({ clock, at: new Date(to) }, known, rules)],
  ]);
  return [...starts, ...standstills]
    .sort(([one], [other]) => Date.parse(one) - Date.parse(other))
    .map(([, move]) => move);
}

/** The clocks of a claim with that history, once those run that extend others. */
function clocksOf(pack: Pack, { usual }: CasesFile, one: GoldenCase): ClockView[] {
  const facts = { ...usual.facts, ...one.facts };
  const known = (facts.circumstances ?? []).map((circumstance) => ({
    circumstance,
    lineId: null,
    established: true,
  }));
  const rules = claimRules(pack, known);
  const clockFacts: ClockFact[] = [];
  for (const move of movesOf(facts, one)) clockFacts.push(...move(clockFacts, rules));
  clockFacts.push(...breakClocks(clockFacts, rules, AT_LAST));
  return foldClocks(clockFacts, AT_LAST);
}

const WITH_CLOCKS = PackLibrary.read(PACKS_FOLDER)
  .list()
  .filter(({ clocks }) => clocks.length > 0);

describe.each(WITH_CLOCKS)(
  'a claim under $packId $version has the clocks that its cases name:',
  (pack) => {
    const file = casesOf(pack);
    const cases = file.cases.filter(({ expect: { clocks } }) => clocks !== undefined);

    it('there are such cases for each of its clocks', () => {
      const named = cases.flatMap(({ expect: { clocks = [] } }) => clocks);
      const started = named.filter(({ startsAt }) => startsAt !== null).map(({ clock }) => clock);
      expect([...new Set(started)].sort()).toEqual(pack.clocks.map(({ id }) => id).sort());
    });

    it.each(cases.map((one): [string, GoldenCase] => [one.title, one]))('%s', (_title, one) => {
      const views = clocksOf(pack, file, one);
      for (const { clock, startsAt, dueAt, hardEndAt } of one.expect.clocks ?? []) {
        const view = views.find(({ id }) => id === clock);
        expect(view === undefined).toBe(startsAt === null);
        const wished = { startedAt: startsAt, dueAt, hardEndAt };
        for (const [field, wish] of Object.entries(wished)) {
          if (wish === undefined) continue;
          const seen = view?.[field as keyof typeof wished] ?? null;
          expect([field, seen?.getTime()]).toEqual([
            field,
            wish === null ? undefined : Date.parse(wish),
          ]);
        }
      }
    });
  },
);
