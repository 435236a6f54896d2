import { DomainError } from '@app/kernel';
import type { Money } from '@app/money';

import { mayOwn } from './owner-choice';
import type { Barred, Candidate } from './owner-choice';

/** Who has a claim, and how large it is. */
export interface Ownership {
  readonly claimed: Money;
  /** The most that one person may approve alone under the claim's programme; null for nothing. */
  readonly limit: Money | null;
  /** Who has the claim now; null when nobody has. */
  readonly owner: { readonly name: string; readonly personId: string } | null;
}

interface Somebody {
  readonly role: string;
  readonly personId: string;
}

/**
 * Refuses whoever cannot own claims at all (`assignment.no_owner`), and whoever has a hand in this
 * one (`assignment.own_hand`).
 */
export function requireMayOwn<Assignee extends Candidate>(
  assignee: Assignee | null,
  barred: Barred,
): Assignee {
  if (assignee === null) {
    throw new DomainError(
      'unprocessable',
      'assignment.no_owner',
      {
        en: 'This account cannot own claims: it must belong to a reviewer or an approver, and be enabled.',
        'zh-CN': '该账号不能负责索赔：须为启用状态的审核员或复核员。',
      },
      { field: 'assigneeId' },
    );
  }
  if (mayOwn(assignee, barred)) return assignee;
  throw new DomainError(
    'conflict',
    'assignment.own_hand',
    {
      en: 'They have a hand in this claim (their own, filed by them, or decided by them before): choose somebody else.',
      'zh-CN': '该人员与此索赔有关（本人的、由其提交或此前由其审理），请选择他人。',
    },
    { field: 'assigneeId' },
  );
}

/**
 * Refuses a claim that somebody picks for themselves and that is not theirs to pick: one that
 * another person has (`assignment.taken`), and one above what a single person may approve
 * (`assignment.above_self_pick`), so that nobody chooses the large claims that they decide.
 */
export function requireSelfPick(ownership: Ownership): void {
  const { claimed, limit, owner } = ownership;
  if (owner !== null) throw taken(owner);
  if (isWithinSingle(ownership)) return;
  throw new DomainError(
    'conflict',
    'assignment.above_self_pick',
    limit?.currency === claimed.currency
      ? {
          en: `You can take claims of up to ${limit.toString()} for yourself; this one is for ${claimed.toString()}. The system assigns it (assigneeId null), or a colleague does.`,
          'zh-CN': `您可自行领取 ${limit.toString()} 以内的索赔，本案为 ${claimed.toString()}，须由系统分配（assigneeId 为 null）或由同事分配。`,
        }
      : {
          en: `Nobody takes a claim for ${claimed.toString()} for themselves under its programme. The system assigns it (assigneeId null), or a colleague does.`,
          'zh-CN': `按其保障条款，${claimed.toString()} 的索赔不能自行领取，须由系统分配（assigneeId 为 null）或由同事分配。`,
        },
    {
      field: 'assigneeId',
      claimed: claimed.toJson(),
      ...(limit === null ? {} : { limit: limit.toJson() }),
    },
  );
}

/**
 * Refuses whoever hands a claim back, so that the system chooses, that somebody else has
 * (`assignment.taken`): only its owner, by person, or an approver does.
 */
export function requireHandsBack(actor: Somebody, owner: Ownership['owner']): void {
  if (owner === null || owner.personId === actor.personId) return;
  if (['approver', 'system'].includes(actor.role)) return;
  throw taken(owner);
}

/**
 * Refuses whoever decides a claim above what a single person may approve without owning it, by
 * person: nobody chooses the large claims that they decide (`decision.not_owner`).
 */
export function requireOwnsLarge(actor: Somebody, ownership: Ownership): void {
  const { owner, claimed } = ownership;
  if (actor.role === 'system' || isWithinSingle(ownership)) return;
  if (owner?.personId === actor.personId) return;
  throw new DomainError(
    'conflict',
    'decision.not_owner',
    owner === null
      ? {
          en: `Nobody owns this claim for ${claimed.toString()}, and a claim of this size is decided by its owner only. Let the system assign it (assigneeId null), or a colleague.`,
          'zh-CN': `该索赔金额为 ${claimed.toString()}，须由负责人作出决定，目前尚无人负责。请由系统分配（assigneeId 为 null）或由同事分配。`,
        }
      : {
          en: `${owner.name} owns this claim for ${claimed.toString()}, and a claim of this size is decided by its owner only. They can hand it over, or an approver can assign it.`,
          'zh-CN': `该索赔金额为 ${claimed.toString()}，由 ${owner.name} 负责，须由负责人作出决定。可由其移交，或由复核员分配。`,
        },
    { owner: owner?.name ?? null, claimed: claimed.toJson() },
  );
}

function isWithinSingle({ claimed, limit }: Ownership): boolean {
  return limit?.currency === claimed.currency && !claimed.isGreaterThan(limit);
}

function taken({ name }: { readonly name: string }): DomainError {
  return new DomainError(
    'conflict',
    'assignment.taken',
    {
      en: `${name} has this claim. They can hand it over, or an approver can assign it.`,
      'zh-CN': `该索赔已由 ${name} 负责，可由其移交，或由复核员分配。`,
    },
    { owner: name },
  );
}

/** Nobody else may have a claim that was given back: `assignment.nobody_else`. */
export function nobodyElse(): DomainError {
  return new DomainError('conflict', 'assignment.nobody_else', {
    en: 'There is nobody else who may own this claim, so that it stays where it is.',
    'zh-CN': '没有其他人可以负责该索赔，维持现状。',
  });
}
