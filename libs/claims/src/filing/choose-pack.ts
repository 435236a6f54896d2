import { DomainError } from '@app/kernel';
import { lossTypes } from '@app/programs';
import type { DatesOfClaim, Pack, PackLibrary } from '@app/programs';

export interface PackWish {
  readonly packId: string | null;
  readonly lossType: string;
}

/** What decides between packs: the dates of a claim, and how its payments were made. */
export interface ClaimToCover extends DatesOfClaim {
  readonly payments: readonly { readonly currency: string; readonly rail: string }[];
}

/**
 * The version of the guarantee that a new claim falls under, among those that this installation
 * offers: the one that the claimant names, or the first that knows this kind of loss and reaches
 * these payments. If none reaches them the first that knows the loss says why. A kind of loss that
 * is not known is refused with the list of those that are, because the claimant has to choose
 * again; so is a pack that is not offered (`claim.program_not_offered`), and a claim of dates on
 * which none of them is in force (`programs.not_in_force`).
 */
export function choosePack(packs: PackLibrary, wish: PackWish, claim: ClaimToCover): Pack {
  const candidates =
    wish.packId === null ? offeredInForce(packs, claim) : [named(packs, wish.packId, claim)];
  const [first] = packs.offeredPackIds();
  // Says for which dates nothing is in force: the kind of loss is not what is wrong then.
  if (candidates.length === 0 && first !== undefined) return packs.inForceForClaim(first, claim);
  const knowing = candidates.filter((pack) =>
    lossTypes(pack).some(({ id }) => id === wish.lossType),
  );
  const fitting = knowing.find((pack) => reaches(pack, claim)) ?? knowing[0];
  if (fitting === undefined) throw unknownLossType(wish.lossType, candidates);
  return fitting;
}

function named(packs: PackLibrary, packId: string, dates: DatesOfClaim): Pack {
  const pack = packs.inForceForClaim(packId, dates);
  if (!packs.offers(packId)) throw notOffered(packId, packs.offeredPackIds());
  return pack;
}

function offeredInForce(packs: PackLibrary, dates: DatesOfClaim): Pack[] {
  return packs.offeredPackIds().flatMap((packId) => {
    try {
      return [packs.inForceForClaim(packId, dates)];
    } catch (error) {
      if (error instanceof DomainError) return [];
      throw error;
    }
  });
}

function reaches({ currency, eligible: { rails } }: Pack, { payments }: ClaimToCover): boolean {
  return payments.every(
    (payment) =>
      payment.currency === currency && (rails.includes('any') || rails.includes(payment.rail)),
  );
}

function notOffered(packId: string, offered: readonly string[]): DomainError {
  return new DomainError(
    'unprocessable',
    'claim.program_not_offered',
    {
      en: `The programme "${packId}" is not offered here. Choose one of: ${offered.join(', ')}; or leave packId out.`,
      'zh-CN': `这里不提供保障计划“${packId}”。可选：${offered.join('、')}；也可以不填 packId。`,
    },
    { field: 'packId', saw: packId },
  );
}

function unknownLossType(lossType: string, packs: readonly Pack[]): DomainError {
  const known = [...new Set(packs.flatMap((pack) => lossTypes(pack).map(({ id }) => id)))];
  return new DomainError(
    'unprocessable',
    'claim.unknown_loss_type',
    {
      en: `"${lossType}" is not a kind of loss that this guarantee knows. It knows: ${known.join(', ')}.`,
      'zh-CN': `保障计划中没有损失类型“${lossType}”，可选：${known.join('、')}。`,
    },
    { field: 'lossType', saw: lossType },
  );
}
