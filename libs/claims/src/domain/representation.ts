import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

/** On what basis an agent files for a claimant. */
export const REPRESENTATION_BASES = [
  'call',
  'visit',
  'letter',
  'power_of_attorney',
  'guardian',
] as const;
export type RepresentationBasis = (typeof REPRESENTATION_BASES)[number];

export interface Representation {
  readonly basis: RepresentationBasis;
  readonly note: string | null;
}

const BASIS_WORDS: Readonly<Record<RepresentationBasis, Bilingual>> = {
  call: { en: 'you called us', 'zh-CN': '来电' },
  visit: { en: 'you came to us', 'zh-CN': '到访' },
  letter: { en: 'you wrote to us', 'zh-CN': '来信' },
  power_of_attorney: { en: 'by a power of attorney', 'zh-CN': '授权委托书' },
  guardian: { en: 'at the wish of your guardian', 'zh-CN': '监护人委托' },
};

/**
 * How whoever files represents the claimant: an agent by what they name, and else by a call;
 * claimants represent themselves, and are refused when they name a basis
 * (`claim.representation_for_agents`).
 */
export function representationBy(
  role: string,
  named: Representation | undefined,
): Representation | null {
  if (role === 'agent') return named ?? { basis: 'call', note: null };
  if (named === undefined) return null;
  throw new DomainError(
    'unprocessable',
    'claim.representation_for_agents',
    {
      en: 'Only the service desk says in "representation" on what basis it files for somebody. Leave it out; who helps you goes into "proxy".',
      'zh-CN': 'representation 仅供客服代为提交时填写，请勿填写；如有人协助您，请填写 proxy。',
    },
    { field: 'representation' },
  );
}

/** Refuses a proxy whom nobody can reach: `claim.proxy_unreachable`. */
export function requireReachable(proxy: {
  readonly email: string | null;
  readonly phone: string | null;
}): void {
  if (proxy.email !== null || proxy.phone !== null) return;
  throw new DomainError(
    'unprocessable',
    'claim.proxy_unreachable',
    {
      en: 'Say how we reach the person who helps you: an e-mail address or a telephone number.',
      'zh-CN': '请填写协助您的人的联系方式：电子邮件或电话。',
    },
    { field: 'proxy' },
  );
}

/** What claimant and staff read about it; `date` is the local day of the filing. */
export function describeRepresentation(basis: RepresentationBasis, date: string): Bilingual {
  const words = BASIS_WORDS[basis];
  return {
    en: `Filed for you by our service desk on ${date} (${words.en}).`,
    'zh-CN': `由我方客服于 ${date} 代您提交（${words['zh-CN']}）。`,
  };
}
