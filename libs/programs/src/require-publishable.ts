import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

import { versionProblems } from './checks/version-problems';
import { calendarOf } from './domain/calendars';
import { compareVersions } from './domain/compare-versions';
import type { LocalDate } from './domain/local-date';
import type { Pack } from './domain/pack';

/**
 * Refuses a version that would change what was promised already: one that is not newer than every
 * version of its pack that there is (`programs.version_not_newer`), that begins before an older one
 * begins or ends (`programs.version_overlaps`), or on a day that has begun
 * (`programs.begins_in_the_past`). A draft is never in force, so it may begin whenever.
 */
export function requirePublishable(pack: Pack, known: readonly Pack[], now: Date): void {
  requireNewer(pack, known);
  const overlap = versionProblems([...known, pack]).find((found) => found.pack === pack);
  if (overlap !== undefined) {
    const { path, text } = overlap.problem;
    throw refusal('programs.version_overlaps', path, pack.effective.from ?? 'null', text);
  }
  if (pack.status !== 'draft') requireFuture(pack, calendarOf(pack.calendar).dateOf(now));
}

function requireNewer({ packId, version }: Pack, known: readonly Pack[]): void {
  const newest = known.findLast((pack) => pack.packId === packId)?.version;
  if (newest === undefined || compareVersions(version, newest) > 0) return;
  throw refusal('programs.version_not_newer', '$.version', version, {
    en: `${packId} is at ${newest} already: a published version is never edited, so give this one a higher number than ${newest}.`,
    'zh-CN': `${packId} 已有版本 ${newest}：已发布的版本不可修改，请使用高于 ${newest} 的版本号。`,
  });
}

function requireFuture({ effective: { from } }: Pack, today: LocalDate): void {
  if (from !== null && from > today) return;
  throw refusal('programs.begins_in_the_past', '$.effective.from', from ?? 'null', {
    en: `The version begins on ${from ?? 'any day there was'}, and today is ${today}: let it begin tomorrow or later, or publish it as a draft. What was promised for a day that has begun stays.`,
    'zh-CN': `该版本自${from ?? '任意日期'}起生效，而今天是 ${today}：请改为明天或以后生效，或以草案发布。已开始的日期所作的承诺不可更改。`,
  });
}

function refusal(code: string, path: string, saw: string, texts: Bilingual): DomainError {
  const field = `pack${path.slice(1)}`;
  return new DomainError('unprocessable', code, texts, { field, saw: saw.slice(0, 40) });
}
