import 'reflect-metadata';

import { PACKS_FOLDER, PackLibrary, assess } from '@app/programs';
import type { Pack } from '@app/programs';

import { isEligible, questionOf, rulesOf, sampleClaims } from './programs/eligibility-question';
import { goldenClaims } from './programs/golden-facts';
import { jsonRules, jsonRulesAnswer } from './programs/json-rules';
import { measure } from './programs/measure';
import type { Measurement } from './programs/measure';
import { tableOf } from './programs/results';
import { keep, whole } from './report';
import type { Target } from './report';
import { zenAnswer, zenDecision } from './programs/zen';

const NOW = new Date('2026-11-23T02:00:00Z');
const WANTED_PER_S = 20_000;
const ASKED_PACK = 'cn-wallet-theft-guarantee';

/**
 * How many assessments one core makes: of each pack on its own cases, and beside two rule engines
 * on one question. Machines differ, and one machine from hour to hour: compare the ratios.
 */
export async function main(): Promise<void> {
  const library = PackLibrary.read(PACKS_FOLDER);
  const packs: Measurement[] = [];
  for (const pack of library.list()) packs.push(await measurePack(pack));
  const asked = library.versionsOf(ASKED_PACK).at(-1);
  if (asked === undefined) throw new Error(`There is no ${ASKED_PACK}.`);
  const table = tableOf({
    packs,
    engines: await measureEngines(asked),
    targets: [averageTarget(packs)],
  });
  process.stdout.write(`${table}\nKept in ${keep('programs', table)}\n`);
}

async function measurePack(pack: Pack): Promise<Measurement> {
  const claims = goldenClaims(pack);
  return measure(`${pack.packId}@${pack.version}`, claims.length, () => {
    for (const { facts, now } of claims) assess(pack, facts, now);
  });
}

async function measureEngines(pack: Pack): Promise<Measurement[]> {
  const claims = sampleClaims(pack);
  const questions = claims.map(questionOf);
  const rules = rulesOf(pack);
  const decision = zenDecision(rules);
  const engine = jsonRules(rules);
  const ours = claims.map((facts) => isEligible(pack, facts, NOW));
  const others = {
    '@gorules/zen-engine': () => questions.map((question) => zenAnswer(decision, question)),
    'json-rules-engine': () => questions.map((question) => jsonRulesAnswer(engine, question)),
  };
  const found = [
    await measure('Ganpei, a whole assessment', claims.length, () => {
      for (const facts of claims) isEligible(pack, facts, NOW);
    }),
  ];
  for (const [name, ask] of Object.entries(others)) {
    requireSame(name, await Promise.all(ask()), ours);
    // All questions at once: an engine that works on other threads may use them.
    found.push(
      await measure(name, claims.length, async () => {
        await Promise.all(ask());
      }),
    );
  }
  return found;
}

function requireSame(name: string, theirs: readonly boolean[], ours: readonly boolean[]): void {
  if (JSON.stringify(theirs) === JSON.stringify(ours)) return;
  throw new Error(`${name} answers ${JSON.stringify(theirs)}, and we ${JSON.stringify(ours)}.`);
}

function averageTarget(packs: readonly Measurement[]): Target {
  const average = packs.reduce((sum, { perCoreS }) => sum + perCoreS, 0) / packs.length;
  return {
    what: 'the average pack, assessments per second and core',
    wanted: `≥ ${whole(WANTED_PER_S)}`,
    found: whole(average),
    reached: average >= WANTED_PER_S,
  };
}
