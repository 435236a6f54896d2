import { DomainError } from '@app/kernel';
import type { Circumstance, Milestone } from '@app/programs';

import { isSettledStatus } from './claim-lifecycle';
import type { ClaimStatus } from './claim-lifecycle';
import { STATUS_WORDS } from './status-words';
import { requireLine, requireNoLine } from './subject';

/**
 * Refuses a milestone on a closed claim (`milestone.claim_closed`), one that the claim's pack does
 * not reckon with (`milestone.unknown`, with those that it does), and one that has yet to happen
 * (`milestone.in_the_future`).
 */
export function requireMilestone(
  wish: { readonly milestone: string; readonly at: Date },
  claim: { readonly status: ClaimStatus },
  known: { readonly milestones: readonly Milestone[]; readonly now: Date },
): Milestone {
  if (claim.status === 'closed') {
    throw new DomainError('conflict', 'milestone.claim_closed', {
      en: 'The claim is closed: nothing is recorded on it any more.',
      'zh-CN': '索赔已结案，不能再登记。',
    });
  }
  const milestone = known.milestones.find((name) => name === wish.milestone);
  if (milestone === undefined) throw unknownMilestone(wish.milestone, known.milestones);
  if (wish.at <= known.now) return milestone;
  throw new DomainError(
    'unprocessable',
    'milestone.in_the_future',
    {
      en: 'What is recorded has happened. This time lies in the future: check the date and its time zone.',
      'zh-CN': '登记的事项须已发生，该时间晚于现在，请检查日期和时区。',
    },
    { field: 'at', saw: wish.at.toISOString() },
  );
}

function unknownMilestone(saw: string, milestones: readonly Milestone[]): DomainError {
  const allowed = [...milestones];
  const none = allowed.length === 0;
  return new DomainError(
    'unprocessable',
    'milestone.unknown',
    {
      en: none
        ? 'The programme of this claim reckons with no milestones.'
        : `The programme of this claim does not reckon with "${saw}", but with: ${allowed.join(', ')}.`,
      'zh-CN': none
        ? '该索赔适用的保障计划不使用任何节点。'
        : `该索赔适用的保障计划不使用“${saw}”，可登记：${allowed.join('、')}。`,
    },
    { field: 'milestone', saw, allowed },
  );
}

/** A circumstance as somebody wants to record it. */
export interface CircumstanceWish {
  readonly circumstance: string;
  readonly lineId: string | null;
}

/**
 * Refuses a circumstance on a settled claim (`circumstance.claim_settled`), one that the pack does
 * not declare (`circumstance.unknown`, with those that it does), one of a payment without a line
 * of the claim (`circumstance.line_needed`), and one of the claim with a line
 * (`circumstance.of_the_claim`).
 */
export function requireCircumstance(
  wish: CircumstanceWish,
  claim: { readonly status: ClaimStatus; readonly lineIds: readonly string[] },
  circumstances: readonly Circumstance[],
): void {
  if (isSettledStatus(claim.status)) {
    throw new DomainError('conflict', 'circumstance.claim_settled', {
      en: `The claim is ${STATUS_WORDS[claim.status].en}; circumstances count while it is open.`,
      'zh-CN': `索赔状态为“${STATUS_WORDS[claim.status]['zh-CN']}”，仅在处理期间可登记有关情况。`,
    });
  }
  const declared = circumstances.find(({ id }) => id === wish.circumstance);
  if (declared === undefined) {
    throw unknownCircumstance(
      wish.circumstance,
      circumstances.map(({ id }) => id),
    );
  }
  const subject = { name: declared.id, lineId: wish.lineId };
  if (declared.scope === 'claim') requireNoLine('circumstance', subject);
  else requireLine('circumstance', subject, claim.lineIds);
}

function unknownCircumstance(saw: string, allowed: readonly string[]): DomainError {
  const list = allowed.length === 0 ? '-' : allowed.join(', ');
  return new DomainError(
    'unprocessable',
    'circumstance.unknown',
    {
      en: `The programme of this claim does not know "${saw}". It knows: ${list}.`,
      'zh-CN': `该索赔适用的保障计划没有“${saw}”这一情况，可登记：${list}。`,
    },
    { field: 'circumstance', saw, allowed },
  );
}
