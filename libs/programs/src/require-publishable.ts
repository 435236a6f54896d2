import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

import { versionProblems } from './checks/version-problems';
import { calendarOf } from './domain/calendars';
import { compareVersions } from './domain/compare-versions';
import type { Pack } from './domain/pack';

/** Between the approval of what decides on money and its first day. */
const NOTICE_HOURS = 24;

/**
 * Refuses a version that would change what was promised already: one that is not newer than every
 * version of its pack that there is (`programs.version_not_newer`), that begins before an older one
 * begins or ends (`programs.version_overlaps`), or sooner than a day from now
 * (`programs.begins_too_soon`), which others have to object. A draft is never in force, so it may
 * begin whenever.
 */
export function requirePublishable(pack: Pack, known: readonly Pack[], now: Date): void {
  requireNewer(pack, known);
  const overlap = versionProblems([...known, pack]).find((found) => found.pack === pack);
  if (overlap !== undefined) {
    const { path, text } = overlap.problem;
    throw refusal('programs.version_overlaps', path, pack.effective.from ?? 'null', text);
  }
  if (pack.status !== 'draft') requireNotice(pack, now);
}

/** Refuses to take back what claims may have been filed under: `programs.in_force_already`. */
export function requireNotBegun({ status, calendar, effective: { from } }: Pack, now: Date): void {
  const today = calendarOf(calendar).dateOf(now);
  if (status === 'draft' || (from !== null && from > today)) return;
  throw new DomainError('conflict', 'programs.in_force_already', {
    en: `This version is in force since ${from ?? 'the beginning'}: what it has promised stays. Propose a newer one.`,
    'zh-CN': `该版本自${from ?? '最初'}起已生效，所作的承诺不可撤回，请提交更新的版本。`,
  });
}

function requireNewer({ packId, version }: Pack, known: readonly Pack[]): void {
  const newest = known.findLast((pack) => pack.packId === packId)?.version;
  if (newest === undefined || compareVersions(version, newest) > 0) return;
  throw refusal('programs.version_not_newer', '$.version', version, {
    en: `${packId} is at ${newest} already: a published version is never edited, so give this one a higher number than ${newest}.`,
    'zh-CN': `${packId} 已有版本 ${newest}：已发布的版本不可修改，请使用高于 ${newest} 的版本号。`,
  });
}

function requireNotice({ calendar, effective: { from } }: Pack, now: Date): void {
  const days = calendarOf(calendar);
  const earliest = now.getTime() + NOTICE_HOURS * 3_600_000;
  if (from !== null && days.instantAt(from, 0).getTime() >= earliest) return;
  const hours = String(NOTICE_HOURS);
  const today = days.dateOf(now);
  throw refusal('programs.begins_too_soon', '$.effective.from', from ?? 'null', {
    en: `The version begins on ${from ?? 'any day there was'}, and today is ${today}: let it begin at least ${hours} hours from now, so that others can object, or publish it as a draft. What was promised for a day that has begun stays.`,
    'zh-CN': `该版本自${from ?? '任意日期'}起生效，而今天是 ${today}：请改为至少 ${hours} 小时后的日期生效，以便他人提出异议，或以草案发布。已开始的日期所作的承诺不可更改。`,
  });
}

function refusal(code: string, path: string, saw: string, texts: Bilingual): DomainError {
  const field = `pack${path.slice(1)}`;
  return new DomainError('unprocessable', code, texts, { field, saw: saw.slice(0, 40) });
}
