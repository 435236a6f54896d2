import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

/** A line of a claim's timeline, with the version of the claim that it led to. */
export interface VersionedEvent {
  readonly version: number;
  readonly at: Date;
  readonly kind: string;
  readonly summary: Bilingual;
}

/**
 * What whoever looked at an older version of a claim is told (`claim.stale`): the version now, and
 * what has changed since, so that a reviewer need not compare by eye.
 */
export function stale(
  { version }: { readonly version: number },
  seenVersion: number,
  timeline: readonly VersionedEvent[],
): DomainError {
  return new DomainError(
    'stale',
    'claim.stale',
    {
      en: 'The claim has changed since you looked at it; "changes" says how. Load it again; what you have typed is yours still.',
      'zh-CN': '索赔在您查看后已有变更（见 changes），请重新加载，您已填写的内容不会丢失。',
    },
    {
      currentVersion: version,
      changes: timeline
        .filter((event) => event.version > seenVersion)
        .map(({ at, kind, summary }) => ({ at: at.toISOString(), kind, summary })),
    },
  );
}
