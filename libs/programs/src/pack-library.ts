import { DomainError } from '@app/kernel';
import type { Reads } from '@app/platform';

import { versionProblems } from './checks/version-problems';
import type { BusinessCalendar } from './domain/business-calendar';
import { calendarOf } from './domain/calendars';
import { compareVersions } from './domain/compare-versions';
import type { Pack } from './domain/pack';
import { packDigest } from './domain/version-digest';
import { malformedPack } from './malformed-pack';
import { countVerdicts, readPublished } from './program-version.queries';
import { readPackFolders } from './read-pack-folder';

/** The two dates of a claim that a pack may be dated by. */
export interface DatesOfClaim {
  readonly paidAt: Date;
  readonly filedAt: Date;
}

/**
 * All versions of all packs that this installation knows, and which of the packs it offers to
 * claimants; the others are there to evaluate and compare. A version that has begun never changes
 * and never goes, so that whoever is pinned to one finds it.
 */
export class PackLibrary {
  private packs: readonly Pack[];
  private verdictCount = 0;

  constructor(
    private readonly builtIn: readonly Pack[],
    private readonly offered: readonly string[] = [...new Set(builtIn.map(({ packId }) => packId))],
  ) {
    this.packs = inOrder(builtIn);
  }

  /** Reads folders of packs; refuses all of them, with every fault named, if one is bad. */
  static read(folders: string | readonly string[], offered?: readonly string[]): PackLibrary {
    const packs = readPackFolders(typeof folders === 'string' ? [folders] : folders);
    return new PackLibrary(packs, offered);
  }

  /** Every version of every pack, by name, older versions first. */
  list(): readonly Pack[] {
    return this.packs;
  }

  /** Whether claimants are promised this pack. */
  offers(packId: string): boolean {
    return this.offered.includes(packId);
  }

  /** What claimants are promised, in the order in which it was named. */
  offeredPackIds(): readonly string[] {
    return this.offered;
  }

  /**
   * The calendar by which the people of this installation work: that of the first offered pack.
   * They share one day and its holidays, whatever the zone of another pack.
   */
  serviceCalendar(): BusinessCalendar {
    const [packId = ''] = this.offered;
    const pack = this.versionsOf(packId).at(-1);
    if (pack === undefined) throw unknownPack(packId, this.packs);
    return calendarOf(pack.calendar);
  }

  /**
   * Refuses an offer of what can never be in force (`programs.unfit_offer`): call it at start, once
   * all versions are known, so that nobody is promised what does not exist.
   */
  requireOffer(): void {
    for (const packId of this.offered) requireOfferable(packId, this.packs);
  }

  /** The versions of one pack, older ones first; none if there is no such pack. */
  versionsOf(packId: string): readonly Pack[] {
    return this.packs.filter((pack) => pack.packId === packId);
  }

  /** The same of a pack that somebody named: refuses one that there is not. */
  requireVersionsOf(packId: string): readonly Pack[] {
    const versions = this.versionsOf(packId);
    if (versions.length === 0) throw unknownPack(packId, this.packs);
    return versions;
  }

  /** The very version that a claim is pinned to. */
  get(packId: string, version: string): Pack {
    const pack = this.versionsOf(packId).find((candidate) => candidate.version === version);
    if (pack === undefined) throw unknownPack(`${packId}@${version}`, this.packs);
    return pack;
  }

  /**
   * The version that a claim is pinned to, also if another process has published it only now: a
   * version that is not known here is looked for among the published ones.
   */
  async pinned(
    reads: Reads,
    { packId, packVersion }: { readonly packId: string; readonly packVersion: string },
  ): Promise<Pack> {
    const isKnown = this.versionsOf(packId).some(({ version }) => version === packVersion);
    if (!isKnown) await this.refresh(reads);
    return this.get(packId, packVersion);
  }

  /** The version in force on a date that the caller chose. */
  inForce(packId: string, date: Date): Pack {
    return this.inForceForClaim(packId, { paidAt: date, filedAt: date });
  }

  /**
   * The version that a new claim falls under. Each version says itself whether it is dated by the
   * payment or by the filing; if several would do, the newest. A draft is never in force.
   */
  inForceForClaim(packId: string, dates: DatesOfClaim): Pack {
    const versions = this.requireVersionsOf(packId);
    const pack = versions.findLast((candidate) => isInForce(candidate, dates));
    if (pack === undefined) throw notInForce(packId, dates);
    return pack;
  }

  /** Of each pack the version that is in force on a date, if there is one; offered or not. */
  allInForce(date: Date): Pack[] {
    return this.newestInForce([...new Set(this.packs.map(({ packId }) => packId))], date);
  }

  /** What is promised to claimants on a date: of each offered pack the version in force, if any. */
  offeredInForce(date: Date): Pack[] {
    return this.newestInForce(this.offered, date);
  }

  /**
   * A library that knows these versions as well, with the same offer; this one stays as it is.
   * Refuses them all (`programs.malformed_pack`) if one of them contradicts another version.
   */
  withPacks(added: readonly Pack[]): PackLibrary {
    const problems = versionProblems([...this.packs, ...added]);
    if (problems.length === 0) return new PackLibrary([...this.packs, ...added], this.offered);
    throw malformedPack(
      problems.map(({ pack, problem }) => ({ place: `${pack.packId}@${pack.version}`, problem })),
    );
  }

  /**
   * Knows exactly these versions beside the built-in ones from now on: what people have published,
   * and not taken back before it began. They are checked first and appear in one step, all or none,
   * so that nobody ever sees half of them. A built-in version with another content is refused:
   * claims are pinned to one of the two.
   */
  include(published: readonly Pack[]): void {
    const isBuiltIn = (pack: Pack): boolean =>
      this.builtIn.some(
        (known) =>
          known.packId === pack.packId &&
          known.version === pack.version &&
          packDigest(known) === packDigest(pack),
      );
    const others = published.filter((pack) => !isBuiltIn(pack));
    this.packs = new PackLibrary(this.builtIn, this.offered).withPacks(others).packs;
  }

  /** Knows what people have published by now. Asks one number when nothing was judged since. */
  async refresh(reads: Reads): Promise<void> {
    const verdictCount = await countVerdicts(reads);
    if (verdictCount === this.verdictCount) return;
    this.include(await readPublished(reads));
    this.verdictCount = verdictCount;
  }

  private newestInForce(packIds: readonly string[], date: Date): Pack[] {
    return packIds.flatMap((packId) => {
      const dates = { paidAt: date, filedAt: date };
      const pack = this.versionsOf(packId).findLast((candidate) => isInForce(candidate, dates));
      return pack === undefined ? [] : [pack];
    });
  }
}

function inOrder(packs: readonly Pack[]): readonly Pack[] {
  return [...packs].sort(
    (a, b) => compareTexts(a.packId, b.packId) || compareVersions(a.version, b.version),
  );
}

function isInForce(pack: Pack, dates: DatesOfClaim): boolean {
  const date = calendarOf(pack.calendar).dateOf(
    pack.appliesBy === 'payment_date' ? dates.paidAt : dates.filedAt,
  );
  const { from, to } = pack.effective;
  return pack.status !== 'draft' && (from === null || from <= date) && (to === null || date <= to);
}

function compareTexts(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

/** A promise to claimants must be one that can be kept: known, and not a draft only. */
function requireOfferable(packId: string, packs: readonly Pack[]): void {
  const isOfferable = (pack: Pack): boolean => pack.status !== 'draft';
  if (packs.some((pack) => pack.packId === packId && isOfferable(pack))) return;
  const names = [...new Set(packs.filter(isOfferable).map((pack) => pack.packId))].join(', ');
  throw new DomainError(
    'invalid',
    'programs.unfit_offer',
    {
      en: `GANPEI_PROGRAMS names "${packId}", which is no programme that can be in force. There are: ${names}.`,
      'zh-CN': `GANPEI_PROGRAMS 中的“${packId}”不是可以生效的保障计划。现有：${names}。`,
    },
    { field: 'GANPEI_PROGRAMS', saw: packId },
  );
}

/** Names the versions of the pack, or the packs if there is none of that name. */
function unknownPack(saw: string, packs: readonly Pack[]): DomainError {
  const versions = packs.filter(({ packId }) => saw.startsWith(`${packId}@`));
  const known =
    versions.length > 0
      ? versions.map(({ packId, version }) => `${packId}@${version}`).join(', ')
      : [...new Set(packs.map(({ packId }) => packId))].join(', ');
  return new DomainError(
    'not_found',
    'programs.unknown_pack',
    {
      en: `There is no programme "${saw}". There are: ${known}.`,
      'zh-CN': `没有保障计划“${saw}”。现有：${known}。`,
    },
    { field: 'packId', saw },
  );
}

function notInForce(packId: string, { paidAt, filedAt }: DatesOfClaim): DomainError {
  return new DomainError(
    'unprocessable',
    'programs.not_in_force',
    {
      en: `No version of ${packId} was in force for a payment of ${paidAt.toISOString()} claimed on ${filedAt.toISOString()}. Choose another programme.`,
      'zh-CN': `${paidAt.toISOString()} 的付款、${filedAt.toISOString()} 的索赔没有适用的 ${packId} 版本，请选择其他保障计划。`,
    },
    { field: 'packId', saw: packId },
  );
}
