import { DomainError } from '@app/kernel';
import { lossTypes } from '@app/programs';
import type { DatesOfClaim, Pack, PackLibrary } from '@app/programs';

export interface PackWish {
  readonly packId: string | null;
  readonly lossType: string;
}

/**
 * The version of the guarantee that a new claim falls under: the one that the claimant names, or
 * the one that knows this kind of loss. A kind of loss that is not known is refused with the list
 * of those that are, because the claimant has to choose again.
 */
export function choosePack(packs: PackLibrary, wish: PackWish, dates: DatesOfClaim): Pack {
  const packIds =
    wish.packId === null ? [...new Set(packs.list().map(({ packId }) => packId))] : [wish.packId];
  const inForce = packIds
    .map((packId) => packInForce(packs, packId, dates, wish.packId !== null))
    .filter((pack) => pack !== null);
  const fitting = inForce.find((pack) => lossTypes(pack).some(({ id }) => id === wish.lossType));
  if (fitting !== undefined) return fitting;
  const known = [...new Set(inForce.flatMap((pack) => lossTypes(pack).map(({ id }) => id)))].join(
    ', ',
  );
  throw new DomainError(
    'unprocessable',
    'claim.unknown_loss_type',
    {
      en: `"${wish.lossType}" is not a kind of loss that this guarantee knows. It knows: ${known}.`,
      'zh-CN': `保障计划中没有损失类型“${wish.lossType}”，可选：${known}。`,
    },
    { field: 'lossType', saw: wish.lossType },
  );
}

function packInForce(
  packs: PackLibrary,
  packId: string,
  dates: DatesOfClaim,
  named: boolean,
): Pack | null {
  try {
    return packs.inForceForClaim(packId, dates);
  } catch (error) {
    if (named || !(error instanceof DomainError)) throw error;
    return null;
  }
}
