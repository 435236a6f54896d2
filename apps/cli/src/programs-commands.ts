import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';

import { SystemClock, isCalendarDay } from '@app/kernel';

import { runProgramsCheck } from './commands/programs-check';
import {
  COMPARISON_FORMATS,
  requireOneSource,
  runProgramsCompare,
} from './commands/programs-compare';
import type { ComparisonWish } from './commands/programs-compare';
import { runProgramsList } from './commands/programs-list';
import { runProgramsReplay } from './commands/programs-replay';
import { runProgramsShow } from './commands/programs-show';
import { configWithoutPhone } from './configuration';
import { localeOption } from './programs/locale';
import type { Locale } from './programs/locale';

interface PackChoices {
  readonly locale: Locale;
  readonly published?: boolean;
  readonly stateDir?: string;
}

interface ComparisonChoices extends Pick<ComparisonWish, 'format' | 'locale'> {
  readonly claims?: string;
  readonly fromDatabase?: boolean;
  readonly from?: Date;
  readonly to?: Date;
  readonly stateDir?: string;
}

const STATE_DIR = ['--state-dir <folder>', 'instead of STATE_DIR'] as const;
const PUBLISHED = [
  '--published',
  'with the versions that were published in this installation',
] as const;

/** The commands about guarantee programmes: packs, their check, and what they would change. */
export function definePrograms(programs: Command): void {
  const clock = new SystemClock();
  programs
    .command('check <path>')
    .description('check a pack, or a folder of packs, and run its cases; says every problem')
    .addOption(localeOption())
    .action((path: string, { locale }: PackChoices) => {
      process.exitCode = runProgramsCheck(path, locale);
    });
  programs
    .command('list')
    .description('list every version of every pack, and how it stands here today')
    .addOption(localeOption())
    .option(...PUBLISHED)
    .option(...STATE_DIR)
    .action(async (options: PackChoices) => {
      await runProgramsList(configWithoutPhone(options), { ...wishOf(options), now: clock.now() });
    });
  programs
    .command('show <pack>')
    .description('say in plain words what PACK, PACK@VERSION or a pack file promises')
    .addOption(localeOption())
    .option(...PUBLISHED)
    .option(...STATE_DIR)
    .action(async (name: string, options: PackChoices) => {
      await runProgramsShow(configWithoutPhone(options), name, {
        ...wishOf(options),
        now: clock.now(),
      });
    });
  programs
    .command('replay <claim>')
    .description('work the assessments of a claim out again and compare the bytes')
    .option(...STATE_DIR)
    .action(async (claim: string, options: PackChoices) => {
      process.exitCode = await runProgramsReplay(configWithoutPhone(options), claim);
    });
  addCompareCommand(programs, clock);
}

function addCompareCommand(programs: Command, clock: SystemClock): void {
  programs
    .command('compare <a> <b>')
    .description('who would be paid more, less or later under pack B than under pack A')
    .option('--claims <file>', 'claims as JSON lines: {"reference": …, "facts": {…}, "open": true}')
    .option('--from-database', 'the claims of this installation, by their newest assessment')
    .option('--from <time>', 'of its claims those filed at or after (RFC 3339)', timeOf)
    .option('--to <time>', 'of its claims those filed before (RFC 3339)', timeOf)
    .addOption(
      new Option('--format <format>', 'csv is one line a claim')
        .choices(COMPARISON_FORMATS)
        .default('text'),
    )
    .addOption(localeOption())
    .option(...STATE_DIR)
    .action(async (a: string, b: string, choices: ComparisonChoices) => {
      const { claims, fromDatabase, from, to, format, locale } = choices;
      requireOneSource(claims, fromDatabase === true);
      await runProgramsCompare(configWithoutPhone(choices), {
        a,
        b,
        claims: claims ?? null,
        from: from ?? null,
        to: to ?? null,
        format,
        locale,
        now: clock.now(),
      });
    });
}

function wishOf({ locale, published }: PackChoices): { locale: Locale; published: boolean } {
  return { locale, published: published === true };
}

function timeOf(text: string): Date {
  const time = new Date(text);
  const dayExists = isCalendarDay(text.slice(0, 'YYYY-MM-DD'.length));
  const isTime = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text);
  if (isTime && dayExists && !Number.isNaN(time.getTime())) return time;
  throw new InvalidArgumentError('Write a time with its zone, such as 2026-11-01T00:00:00+08:00.');
}
