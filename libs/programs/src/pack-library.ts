import { DomainError } from '@app/kernel';

import { calendarOf } from './domain/calendars';
import type { Pack } from './domain/pack';
import { readPackFolder } from './read-pack-folder';

/** The two dates of a claim that a pack may be dated by. */
export interface DatesOfClaim {
  readonly paidAt: Date;
  readonly filedAt: Date;
}

/** All versions of all packs that this installation knows. Read once, at start. */
export class PackLibrary {
  private readonly packs: readonly Pack[];

  constructor(packs: readonly Pack[]) {
    this.packs = [...packs].sort(
      (a, b) => compareTexts(a.packId, b.packId) || compareVersions(a.version, b.version),
    );
  }

  /** Reads a folder of packs; refuses the whole folder, with every fault named, if one is bad. */
  static read(folder: string): PackLibrary {
    return new PackLibrary(readPackFolder(folder));
  }

  /** Every version of every pack, by name, older versions first. */
  list(): readonly Pack[] {
    return this.packs;
  }

  /** The very version that a claim is pinned to. */
  get(packId: string, version: string): Pack {
    const pack = this.versionsOf(packId).find((candidate) => candidate.version === version);
    if (pack === undefined) throw unknownPack(`${packId}@${version}`, this.packs);
    return pack;
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
    const versions = this.versionsOf(packId);
    if (versions.length === 0) throw unknownPack(packId, this.packs);
    const pack = versions.findLast((candidate) => isInForce(candidate, dates));
    if (pack === undefined) throw notInForce(packId, dates);
    return pack;
  }

  /** What is promised on a date: of each pack the version in force, if there is one. */
  allInForce(date: Date): Pack[] {
    const newest = new Map<string, Pack>();
    for (const pack of this.packs) {
      if (isInForce(pack, { paidAt: date, filedAt: date })) newest.set(pack.packId, pack);
    }
    return [...newest.values()];
  }

  private versionsOf(packId: string): readonly Pack[] {
    return this.packs.filter((pack) => pack.packId === packId);
  }
}

function isInForce(pack: Pack, dates: DatesOfClaim): boolean {
  const date = calendarOf(pack.calendar).dateOf(
    pack.appliesBy === 'payment_date' ? dates.paidAt : dates.filedAt,
  );
  const { from, to } = pack.effective;
  return pack.status !== 'draft' && (from === null || from <= date) && (to === null || date <= to);
}

/** Number by number: 0.10.0 is newer than 0.9.0. */
function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  const length = Math.max(left.length, right.length);
  for (let part = 0; part < length; part += 1) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareTexts(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

function unknownPack(saw: string, packs: readonly Pack[]): DomainError {
  const known = packs.map(({ packId, version }) => `${packId}@${version}`).join(', ');
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
