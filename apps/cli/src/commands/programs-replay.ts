import { CLAIM_ENTITIES, ClaimQueries } from '@app/claims';
import { DomainError } from '@app/kernel';
import { PAYMENT_ENTITIES } from '@app/payments';
import { SYSTEM } from '@app/platform';
import type { Config, Reads } from '@app/platform';
import { PROGRAM_ENTITIES, readLibrary, replay } from '@app/programs';
import type { PackLibrary } from '@app/programs';
import { REVIEW_ENTITIES, ReviewQueries } from '@app/review';

import { withInstallation } from '../open-installation';

type KeptAssessment = Awaited<ReturnType<ReviewQueries['assessments']>>[number];

/**
 * `ganpei programs replay`: works every assessment of a claim out again, from the facts that were
 * kept and the version of the pack that it is pinned to, and compares the bytes. Returns the exit
 * code: 1 when one of them differs.
 */
export async function runProgramsReplay(config: Config, idOrReference: string): Promise<number> {
  const packs = readLibrary(config.programs);
  const outcomes = await withInstallation(
    config,
    (reads) => replayAll(reads, packs, idOrReference),
    [...PAYMENT_ENTITIES, ...CLAIM_ENTITIES, ...REVIEW_ENTITIES, ...PROGRAM_ENTITIES],
  );
  for (const { isEqual, text } of outcomes) {
    process.stdout.write(`${isEqual ? '✓' : '✗'} ${text}\n`);
  }
  return outcomes.every(({ isEqual }) => isEqual) ? 0 : 1;
}

interface Outcome {
  readonly isEqual: boolean;
  readonly text: string;
}

async function replayAll(
  reads: Reads,
  packs: PackLibrary,
  idOrReference: string,
): Promise<Outcome[]> {
  await packs.refresh(reads);
  const claim = await new ClaimQueries().visible(reads, SYSTEM, idOrReference);
  if (claim === null) throw unknownClaim(idOrReference);
  const review = new ReviewQueries();
  const decisions = await review.decisions(reads, claim);
  const assessments = await review.assessments(reads, claim);
  if (assessments.length === 0) throw notAssessed(claim.reference);
  return assessments.map((kept) => {
    const resting = decisions.filter(({ assessmentId }) => assessmentId === kept.id);
    const names = resting.map(({ number, outcome }) => `${String(number)} (${outcome})`);
    return outcomeOf(packs, kept, names);
  });
}

function outcomeOf(
  packs: PackLibrary,
  kept: KeptAssessment,
  decisions: readonly string[],
): Outcome {
  const name = `${String(kept.number)} (${kept.packId}@${kept.packVersion}, ${kept.assessedAt.toISOString()})`;
  const on = decisions.length === 0 ? '' : `; decision ${decisions.join(', ')} rests on it`;
  try {
    const { bytes, sha256, difference } = replay(packs.get(kept.packId, kept.packVersion), kept);
    if (difference === null) {
      return {
        isEqual: true,
        text: `Assessment 评估 ${name}: ${String(bytes)} bytes, the same again 完全一致, SHA-256 ${sha256}${on}`,
      };
    }
    const seen = `kept 原为 ${shown(difference.kept)}, again 重算为 ${shown(difference.again)}`;
    return {
      isEqual: false,
      text: `Assessment 评估 ${name}: differs first at 首处差异 ${difference.path}: ${seen}${on}`,
    };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return {
      isEqual: false,
      text: `Assessment 评估 ${name}: ${error.text['zh-CN']} ${error.text.en}`,
    };
  }
}

const SHOWN_LENGTH_MAX = 200;

function shown(json: string | null): string {
  if (json === null) return 'nothing 无';
  return json.length > SHOWN_LENGTH_MAX ? `${json.slice(0, SHOWN_LENGTH_MAX)}…` : json;
}

function unknownClaim(saw: string): DomainError {
  return new DomainError('not_found', 'claim.not_found', {
    en: `There is no claim "${saw}" in this installation. Give its id (clm_…) or its reference (CLM-…).`,
    'zh-CN': `本实例中没有索赔“${saw}”，请填写编号（clm_…）或查询号（CLM-…）。`,
  });
}

function notAssessed(reference: string): DomainError {
  return new DomainError('conflict', 'claim.not_assessed', {
    en: `${reference} has not been assessed yet: there is nothing to replay.`,
    'zh-CN': `${reference} 尚未评估，没有可重算的内容。`,
  });
}
