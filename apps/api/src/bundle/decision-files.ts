import { Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import type { Reads } from '@app/platform';
import { PackLibrary } from '@app/programs';
import type { Pack } from '@app/programs';
import {
  DecisionLetters,
  IssueLetter,
  LOCALES,
  LetterQueries,
  ReviewQueries,
  claimantAssessment,
  discreet,
  reasonText,
} from '@app/review';
import type { AssessmentEntity, DecisionEntity } from '@app/review';

import { jsonEntry } from './bundle-entry';
import type { BundleEntry } from './bundle-entry';

/** Final decisions with their letters, and with what it takes to reckon them again. */
@Injectable()
export class DecisionFiles {
  constructor(
    private readonly review: ReviewQueries,
    private readonly letters: DecisionLetters,
    private readonly letterQueries: LetterQueries,
    private readonly issueLetter: IssueLetter,
    private readonly packs: PackLibrary,
  ) {}

  async entries(reads: Reads, claim: ClaimEntity): Promise<BundleEntry[]> {
    const pack = await this.packs.pinned(reads, claim);
    const entries: BundleEntry[] = [jsonEntry('programme.json', PROGRAMME, pack)];
    for (const decision of await this.review.decisions(reads, claim)) {
      const finalAt = await this.letters.finalAt(reads, decision);
      if (finalAt === null) continue;
      entries.push(...(await this.ofDecision(reads, { decision, finalAt, pack })));
    }
    return entries;
  }

  private async ofDecision(
    reads: Reads,
    { decision, finalAt, pack }: FinalDecision,
  ): Promise<BundleEntry[]> {
    const folder = `decisions/${String(decision.number)}`;
    const assessment = await this.letterQueries.assessmentOf(reads, decision);
    const entries: BundleEntry[] = [
      jsonEntry(
        `${folder}/decision.json`,
        DECISION,
        presentDecision({ decision, finalAt, pack }, assessment),
      ),
      jsonEntry(
        `${folder}/assessment.json`,
        ASSESSMENT,
        claimantAssessment(pack, assessment.facts, assessment.result),
      ),
    ];
    for (const locale of LOCALES) {
      const { sha256 } = await this.issueLetter.run(decision, locale);
      entries.push({ path: `${folder}/letter.${locale}.pdf`, what: LETTER, sha256 });
    }
    return entries;
  }
}

interface FinalDecision {
  readonly decision: DecisionEntity;
  readonly finalAt: Date;
  readonly pack: Pack;
}

const PROGRAMME = {
  en: 'the rules of the guarantee, in the version that the claim falls under',
  'zh-CN': '本索赔适用的保障规则（该版本全文）',
};
const DECISION = { en: 'a decision, line by line', 'zh-CN': '决定及逐笔结果' };
const ASSESSMENT = {
  en: 'the facts and each step of the calculation, by which the award can be reckoned again',
  'zh-CN': '事实与计算步骤，可据以重新计算赔付金额',
};
const LETTER = { en: 'the letter on the decision, as issued', 'zh-CN': '决定书（正式签发件）' };

/** Nobody of ours is named, and what was let go of is told without why. */
function presentDecision(
  { decision, finalAt, pack }: FinalDecision,
  { result }: AssessmentEntity,
): object {
  const { currency } = decision;
  return {
    id: decision.id,
    number: decision.number,
    outcome: decision.outcome,
    award: { currency, amountMinor: decision.awardMinor.toString() },
    lines: decision.lines.map(({ lineId, awardMinor, reasonCode, text = null }) => {
      const reason = reasonText(reasonCode, result, pack);
      return {
        lineId,
        award: { currency, amountMinor: awardMinor },
        reasonCode,
        reason: reason === null ? null : discreet(reason),
        text,
      };
    }),
    reason: decision.reason,
    waivedEvidence: decision.evidenceWaivers.map(({ item }) => item),
    decidedAt: decision.decidedAt.toISOString(),
    finalAt: finalAt.toISOString(),
    digest: decision.digest,
  };
}
