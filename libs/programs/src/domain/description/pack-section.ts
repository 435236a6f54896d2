import type { Bilingual } from '@app/kernel';

/** One part of what a pack says, for people: a heading and sentences below it. */
export interface PackSection {
  readonly title: Bilingual;
  readonly lines: readonly Bilingual[];
}
