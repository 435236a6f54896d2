import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

/** Business days, business hours, calendar days, hours, months, minutes. */
export type DurationUnit = 'BD' | 'BH' | 'D' | 'H' | 'M' | 'min';

interface Duration {
  readonly count: number;
  readonly unit: DurationUnit;
}

const DURATION = /^([1-9]\d{0,3})(BD|BH|D|H|M|min)$/;

/** Reads a duration as packs write it: `5BD`, `2BH`, `15D`, `2H`, `3M`, `30min`. Refuses others. */
export function parseDuration(text: string): Duration {
  const parts = DURATION.exec(text);
  if (parts === null) {
    throw new DomainError(
      'invalid',
      'programs.malformed_duration',
      {
        en: `"${text.slice(0, 20)}" is not a duration. Write a whole number and BD, BH, D, H, M or min: 5BD.`,
        'zh-CN': `“${text.slice(0, 20)}”不是合法的期限。请写整数加 BD、BH、D、H、M 或 min，例如 5BD。`,
      },
      { saw: text.slice(0, 20) },
    );
  }
  return { count: Number(parts[1]), unit: parts[2] as DurationUnit };
}

const NAMES: Readonly<Record<DurationUnit, readonly [zh: string, en: string]>> = {
  BD: [' 个工作日', 'business day'],
  BH: [' 个工作小时', 'business hour'],
  D: [' 天', 'day'],
  H: [' 小时', 'hour'],
  M: [' 个月', 'month'],
  min: [' 分钟', 'minute'],
};

/** A duration in words: `3M` is "3 months" and “3 个月”. */
export function describeDuration(text: string): Bilingual {
  const { count, unit } = parseDuration(text);
  const [zh, en] = NAMES[unit];
  return {
    en: `${String(count)} ${en}${count === 1 ? '' : 's'}`,
    'zh-CN': `${String(count)}${zh}`,
  };
}
