import type { MoneyJson } from '@app/money';

import { unknown } from '../classify-answer';
import type { RailAnswer, RailOrder, RailTransfer } from '../payout-rail';
import type { BankWord } from './bank-report';
import { BANK_REASONS } from './bank-reasons';

/** What reports have said about an instruction so far; one that came twice counts once. */
export interface BankEvidence {
  readonly lineId: string;
  readonly word: BankWord;
  readonly money: MoneyJson | null;
  readonly code: string | null;
  readonly at: Date;
}

/** An instruction that was handed in, and how far it has got by our own doing. */
export interface KnownInstruction {
  readonly requestDigest: string;
  readonly isReleased: boolean;
}

/** Nothing changes but by a report, which makes us ask at once. */
const ASK_AGAIN_MS = 3_600_000;

/**
 * What became of an order, by all that the bank has said of it, in whatever order that came. What
 * does not fit together is never resolved here: two debits, a refusal of what was booked, another
 * amount, or a word about what never left us is for people.
 */
export function instructionOutcome(
  order: RailOrder,
  instruction: KnownInstruction | null,
  reported: readonly BankEvidence[],
): RailAnswer {
  if (instruction === null) return { outcome: 'not_found' };
  if (instruction.requestDigest !== order.requestDigest) {
    return unknown('key_conflict', 'the instruction of this key has other content');
  }
  const evidence = onceEach(reported).filter(({ word }) => word !== 'other');
  const doubt = doubtAbout(order, instruction, evidence);
  return doubt === null ? settledBy(order, evidence) : unknown('echo_mismatch', doubt);
}

function doubtAbout(
  order: RailOrder,
  { isReleased }: KnownInstruction,
  evidence: readonly BankEvidence[],
): string | null {
  if (evidence.length === 0) return null;
  if (!isReleased) return 'the bank speaks of an instruction that was not released';
  const asked = order.money.toJson();
  const other = evidence.find(({ money }) => money !== null && !isSame(money, asked));
  if (other?.money !== undefined && other.money !== null) {
    const said = `${other.money.amountMinor} ${other.money.currency}`;
    return `money: asked ${asked.amountMinor} ${asked.currency}, the bank says ${said}`;
  }
  const counts = (word: BankWord): number => evidence.filter((one) => one.word === word).length;
  if (counts('booked') > 1) return 'the bank booked it more than once';
  if (counts('returned') > 1) return 'it came back more than once';
  const hasLeft = counts('booked') + counts('completed') + counts('returned') > 0;
  return counts('rejected') > 0 && hasLeft ? 'the bank rejected what it also booked' : null;
}

function settledBy(order: RailOrder, evidence: readonly BankEvidence[]): RailAnswer {
  const first = (...words: readonly BankWord[]): BankEvidence | undefined =>
    words
      .map((word) => evidence.find((one) => one.word === word))
      .find((found) => found !== undefined);
  const transferId = order.key;
  const back = first('returned');
  if (back !== undefined) {
    const { at: returnedAt, code } = back;
    const echo = { ...echoOf(order, 'returned'), returnedAt };
    const reason = code === null ? {} : { code };
    return { outcome: 'returned', transferId, returnedAt, ...reason, echo };
  }
  const done = first('booked', 'completed');
  if (done !== undefined) {
    const { at: settledAt } = done;
    const echo = { ...echoOf(order, 'settled'), settledAt };
    return { outcome: 'confirmed', transferId, settledAt, echo };
  }
  const refused = evidence.filter(({ word }) => word === 'rejected');
  if (refused.length > 0) return rejectedFor(refused.map(({ code }) => code ?? 'no reason'));
  const echo = echoOf(order, 'accepted');
  return { outcome: 'pending', transferId, askAgainInMs: ASK_AGAIN_MS, echo };
}

/** Rejected is final only for listed reasons, each of them. */
function rejectedFor(codes: readonly string[]): RailAnswer {
  const unlisted = codes.find((code) => BANK_REASONS.get(code)?.meaning !== 'final');
  const [code = ''] = codes;
  const listed = BANK_REASONS.get(code);
  if (unlisted !== undefined || listed === undefined) {
    return unknown('unlisted_code', `RJCT ${unlisted ?? code}`);
  }
  return { outcome: 'rejected', code, text: listed.text };
}

/** A bank echoes by our key, and an amount where it states one, which was compared before. */
function echoOf({ key, reference, money, payee }: RailOrder, status: string): RailTransfer {
  const told = Object.fromEntries(Object.entries(payee).map(([field, value]) => [field, value]));
  return { transferId: key, key, reference, money: money.toJson(), payee: told, status };
}

function onceEach(reported: readonly BankEvidence[]): BankEvidence[] {
  return [...new Map(reported.map((one) => [one.lineId, one])).values()];
}

function isSame(a: MoneyJson, b: MoneyJson): boolean {
  return a.amountMinor === b.amountMinor && a.currency === b.currency;
}
