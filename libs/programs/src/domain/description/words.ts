import type { Bilingual } from '@app/kernel';
import { Money } from '@app/money';

import { describeCondition } from '../condition';
import { describeDuration } from '../duration';
import { describeEvent } from '../events';
import type { EventName } from '../events';
import type { Condition, Pack } from '../pack';
import type { MinorText } from '../pack-amount';

/** A sentence in both languages. */
export function text(en: string, zh: string): Bilingual {
  return { en, 'zh-CN': zh };
}

/** Texts one after the other without anything between them. */
export function sentence(...parts: readonly Bilingual[]): Bilingual {
  return text(parts.map(({ en }) => en).join(''), parts.map((part) => part['zh-CN']).join(''));
}

export const NOTHING: Bilingual = text('', '');

/** `5 business days after receipt of the claim`. */
export function after(within: string, from: EventName): Bilingual {
  const duration = describeDuration(within);
  const event = describeEvent(from);
  return text(
    `${duration.en} after ${event.en}`,
    `${event['zh-CN']}后 ${duration['zh-CN'].trim()}`,
  );
}

/** A condition as what follows "if" or “如”. */
export function when(condition: Condition, pack: Pack): Bilingual {
  return describeCondition(condition, pack.circumstances);
}

/** An amount in the pack's currency: `200.00 CNY`. */
export function amount(minor: MinorText, { currency }: Pack): string {
  return Money.of(BigInt(minor), currency).toString();
}

/** A share in basis points: `62.5 %`. */
export function percent(shareBp: number): string {
  return `${String(shareBp / 100)} %`;
}
