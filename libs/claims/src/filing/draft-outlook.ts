import { Injectable } from '@nestjs/common';

import { Clock, DomainError, laneOfSeed } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
import { Money } from '@app/money';
import { PaymentQueries, requireLeft } from '@app/payments';
import type { PaymentEntity } from '@app/payments';
import type { Reads } from '@app/platform';
import { PackLibrary, evidenceChecklist } from '@app/programs';
import type { EvidenceState, Pack } from '@app/programs';

import { choosePack } from './choose-pack';
import { requireClaimableLine } from '../domain/claimable-payments';
import type { RequestedLine } from '../domain/claimable-payments';
import { claimantKinds, requireClaimantKind } from '../domain/claimant-kind';
import { requireSameParty } from '../domain/draft-refusals';
import { requireUnclaimed } from '../domain/earlier-claims';
import { within } from '../domain/nested-refusal';
import { requirePayable } from '../domain/payout-method';
import type { WantedPayoutMethod } from '../domain/payout-method';
import { requireKinds } from '../domain/vulnerability';
import type { Declaration } from '../domain/vulnerability';
import type { EarlierLine } from '../domain/earlier-claims';
import { requireDiscovered } from '../domain/filing-rules';
import { requireFileItem } from '../domain/welcome-evidence';
import { estimatedDecisionAt } from './estimated-decision';
import { FilingQueries } from './filing.queries';

/** As much of a draft as is well formed; what is not typed yet, or wrong, is null. */
export interface TypedClaim {
  readonly lossType: string | null;
  /** The lines that are well formed, each with its place in what was typed. */
  readonly lines: readonly (RequestedLine & { readonly index: number })[];
  readonly discoveredAt: Date | null;
  readonly packId: string | null;
  readonly claimantPartyId: string | null;
  readonly claimantKind: string | null;
  readonly payoutMethod: WantedPayoutMethod | null;
  readonly vulnerability: Declaration | null;
}

/** Something that stands in the way of filing: where, what we saw, what to do. */
export interface FilingProblem {
  readonly field: string;
  readonly code: string;
  readonly saw: string;
  readonly texts: Bilingual;
}

/** One item of the evidence list, with the amount from which on it is asked for. */
export interface ExpectedEvidence extends EvidenceState {
  readonly requiredFrom: Money;
}

/** What would become of a draft that were filed now. */
export interface Outlook {
  readonly problems: readonly FilingProblem[];
  /** The guarantee that would apply; null while that cannot be told. */
  readonly pack: Pack | null;
  readonly claimed: Money | null;
  readonly evidence: readonly ExpectedEvidence[];
  /** When it would be decided, if all the evidence is there. */
  readonly decisionAt: Date | null;
}

/** Looks ahead, without a lock and without an effect: what filing will say is said before it. */
@Injectable()
export class DraftOutlook {
  constructor(
    private readonly packs: PackLibrary,
    private readonly payments: PaymentQueries,
    private readonly filings: FilingQueries,
    private readonly clock: Clock,
  ) {}

  /** `items` are those of the files that are on the draft already. */
  async of(
    reads: Reads,
    draft: { readonly partyId: string; readonly items: readonly string[] },
    typed: TypedClaim,
  ): Promise<Outlook> {
    const now = this.clock.now();
    const { partyId, items } = draft;
    const ids = typed.lines.map(({ paymentId }) => paymentId);
    const found = ids.length === 0 ? [] : await this.payments.ofPayer(reads, partyId, ids);
    const earlier =
      ids.length === 0 ? [] : await this.filings.earlierLines(reads, laneOfSeed(partyId), ids);
    await this.packs.refresh(reads);
    const problems = new Problems();
    problems.from(() => requireSameParty(partyId, typed.claimantPartyId));
    if (typed.discoveredAt !== null) {
      const { discoveredAt } = typed;
      problems.from(() => requireDiscovered(discoveredAt, now));
    }
    if (typed.claimantKind !== null) {
      const { claimantKind } = typed;
      problems.from(() => requireClaimantKind(claimantKind, claimantKinds(this.packs.list())));
    }
    const { vulnerability } = typed;
    if (vulnerability !== null)
      problems.from(() => within('vulnerability', () => requireKinds(vulnerability)));
    const payments = claimable(typed, found, { partyId, problems });
    const pack = this.packFor(typed, { payments, problems, now });
    requireFree(typed, { payments, earlier, pack, problems });
    requireMethod(typed, { payments, pack, problems });
    return this.outlook(typed, { pack, payments, items, problems, now });
  }

  /** Under which guarantee it would fall, by what is known of it so far. */
  private packFor(
    { lossType, packId }: TypedClaim,
    given: {
      readonly payments: readonly (PaymentEntity | null)[];
      readonly problems: Problems;
      readonly now: Date;
    },
  ): Pack | null {
    const { problems, now: filedAt } = given;
    const payments = given.payments.filter((payment) => payment !== null);
    const times = payments.map((payment) => payment.paidAt.getTime());
    const paidAt = times.length === 0 ? filedAt : new Date(Math.min(...times));
    if (lossType === null) return null;
    return (
      problems.from(() =>
        choosePack(this.packs, { packId, lossType }, { paidAt, filedAt, payments }),
      ) ?? null
    );
  }

  private outlook(
    typed: TypedClaim,
    given: {
      readonly pack: Pack | null;
      readonly payments: readonly (PaymentEntity | null)[];
      readonly items: readonly string[];
      readonly problems: Problems;
      readonly now: Date;
    },
  ): Outlook {
    const { pack, items, problems, now } = given;
    const claimed = claimedBy(typed.lines);
    if (pack === null) {
      return { problems: problems.list, pack, claimed, evidence: [], decisionAt: null };
    }
    for (const item of items) problems.from(() => requireFileItem(item, pack.evidence), 'files');
    const claimedMinor = claimed?.amountMinor ?? 0n;
    const discoveredAt = typed.discoveredAt ?? now;
    const paidAt = given.payments.flatMap((payment) => (payment === null ? [] : [payment.paidAt]));
    const eventAt = (name: string): Date | null =>
      name === 'claim_received' ? now : name === 'discovered' ? typed.discoveredAt : null;
    const states = evidenceChecklist(pack, { claimedMinor, eventAt }, items, []);
    return {
      problems: problems.list,
      pack,
      claimed,
      evidence: states.map((state) => ({ ...state, requiredFrom: requiredFrom(state, pack) })),
      decisionAt: estimatedDecisionAt(pack, { claimedMinor, paidAt, discoveredAt, filedAt: now }),
    };
  }
}

/** Collects refusals instead of stopping at the first. */
class Problems {
  readonly list: FilingProblem[] = [];

  /** What a rule gives; undefined when it refuses. `at` is the field, where the rule knows less. */
  from<Result>(rule: () => Result, at?: string): Result | undefined {
    try {
      return rule();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { field = 'claim', saw = '' } = error.details;
      this.list.push({ field: at ?? field, code: error.code, saw, texts: error.text });
      return undefined;
    }
  }
}

/** The payments of the lines that may be claimed; null for each other one. */
function claimable(
  { lines }: TypedClaim,
  found: readonly (PaymentEntity | null)[],
  { partyId, problems }: { readonly partyId: string; readonly problems: Problems },
): (PaymentEntity | null)[] {
  return lines.map(({ index }, position) => {
    const payment = found[position] ?? null;
    const rule = (): PaymentEntity => requireClaimableLine(lines, position, { payment, partyId });
    return problems.from(() => renumbered(rule, position, index)) ?? null;
  });
}

function requireFree(
  { lines, lossType }: TypedClaim,
  given: {
    readonly payments: readonly (PaymentEntity | null)[];
    readonly earlier: readonly EarlierLine[];
    readonly pack: Pack | null;
    readonly problems: Problems;
  },
): void {
  const { payments, earlier, pack, problems } = given;
  lines.forEach(({ index, money }, position) => {
    const payment = payments[position] ?? null;
    if (payment === null) return;
    const promise = { lossType: lossType ?? '', packId: pack?.packId ?? '' };
    problems.from(() => {
      requireUnclaimed(payment, { index, money, ...promise }, earlier);
      requireLeft(index, money, payment);
    });
  });
}

/** Only where it is known which payments it is about, and who made them. */
function requireMethod(
  { payoutMethod: method }: TypedClaim,
  given: {
    readonly payments: readonly (PaymentEntity | null)[];
    readonly pack: Pack | null;
    readonly problems: Problems;
  },
): void {
  const { payments, pack, problems } = given;
  if (method === null || pack === null || payments.length === 0) return;
  const payers = payments.flatMap((payment) => (payment === null ? [] : [payment.payerName]));
  problems.from(() => within('payoutMethod', () => requirePayable(method, { pack, payers })));
}

/** Lines that are malformed are left out: a refusal names the place in what was typed. */
function renumbered<Result>(rule: () => Result, position: number, index: number): Result {
  try {
    return rule();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { kind, code, text, details } = error;
    const from = `lines[${String(position)}]`;
    const field = details.field?.replace(from, `lines[${String(index)}]`);
    throw new DomainError(kind, code, text, field === undefined ? details : { ...details, field });
  }
}

function claimedBy(lines: readonly RequestedLine[]): Money | null {
  const [first] = lines;
  if (first === undefined) return null;
  const { currency } = first.money;
  const minor = lines
    .filter(({ money }) => money.currency === currency)
    .reduce((sum, { money }) => sum + money.amountMinor, 0n);
  return Money.of(minor, currency);
}

function requiredFrom({ item }: EvidenceState, { evidence, currency }: Pack): Money {
  const rule = evidence.find(({ id }) => id === item);
  return Money.of(BigInt(rule?.requiredFromMinor ?? '0'), currency);
}
