import Builder from 'fast-xml-builder';

import { Money, exponentOf, parseDecimal } from '@app/money';

import { readInstructions } from './read-instructions';
import type { BankInstructions, BankTransfer } from './read-instructions';

/** What the bank does with one transfer. `hold` says nothing about it yet. */
export type BankFate =
  | { readonly kind: 'settle' | 'hold' }
  /** Reasons of ISO 20022, such as AC04. */
  | { readonly kind: 'reject' | 'return'; readonly reason: string }
  /** Books another amount than was ordered, in minor units. */
  | { readonly kind: 'misbook'; readonly amountMinor: bigint }
  | { readonly kind: 'book_twice' };

export interface BankDay {
  /** By end-to-end id; all others are settled. */
  readonly fates: ReadonlyMap<string, BankFate>;
  readonly bookedAt: Date;
  /** Tells the messages of one day from those of another. */
  readonly dayNumber: number;
  /** The versions to write: 02 and 03 as older banks do, 08 and 10 as newer ones. */
  readonly isOlder?: boolean;
}

export interface BankReports {
  /** An account statement, camt.053. */
  readonly statement: string;
  /** A payment status report, pain.002. */
  readonly statusReport: string;
}

interface Entry {
  readonly transfer: BankTransfer;
  /** Counts the bookings of a transfer, of which there should be one each way. */
  readonly number: number;
  readonly direction: 'DBIT' | 'CRDT';
  readonly amountMinor: bigint;
  readonly reason: string | null;
}

const OPENING_MINOR = 10_000_000_000n;
const BUILDER = new Builder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true });

/** What a bank would report about a file in the evening: made of the file alone, and of fates. */
export function emulateBank(pain001: string, day: BankDay): BankReports {
  const instructions = readInstructions(pain001);
  return { statement: statementOf(instructions, day), statusReport: statusOf(instructions, day) };
}

function fateOf({ fates }: BankDay, { endToEndId }: BankTransfer): BankFate {
  return fates.get(endToEndId) ?? { kind: 'settle' };
}

function entriesOf(transfer: BankTransfer, fate: BankFate): Entry[] {
  const ordered = parseDecimal(transfer.amount, transfer.currency).amountMinor;
  const debit: Entry = {
    ...{ transfer, number: 1, direction: 'DBIT' },
    ...{ amountMinor: ordered, reason: null },
  };
  switch (fate.kind) {
    case 'settle':
      return [debit];
    case 'hold':
    case 'reject':
      return [];
    case 'return':
      return [debit, { ...debit, direction: 'CRDT', reason: fate.reason }];
    case 'misbook':
      return [{ ...debit, amountMinor: fate.amountMinor }];
    case 'book_twice':
      return [debit, { ...debit, number: 2 }];
  }
}

function statementOf(instructions: BankInstructions, day: BankDay): string {
  const { messageId, account, transfers } = instructions;
  const currency = transfers[0]?.currency ?? 'EUR';
  const entries = transfers.flatMap((transfer) => entriesOf(transfer, fateOf(day, transfer)));
  const moved = entries.reduce(
    (sum, { direction, amountMinor }) => sum + (direction === 'DBIT' ? -amountMinor : amountMinor),
    0n,
  );
  const id = `STMT${String(day.dayNumber)}-${messageId.slice(-20)}`;
  return document(`camt.053.001.${day.isOlder === true ? '02' : '08'}`, {
    BkToCstmrStmt: {
      GrpHdr: { MsgId: id, CreDtTm: instant(day.bookedAt) },
      Stmt: {
        Id: id,
        CreDtTm: instant(day.bookedAt),
        Acct: {
          Id: account.isIban ? { IBAN: account.id } : { Othr: { Id: account.id } },
          Ccy: currency,
        },
        Bal: [
          balance('OPBD', Money.of(OPENING_MINOR, currency), day),
          balance('CLBD', Money.of(OPENING_MINOR + moved, currency), day),
        ],
        Ntry: entries.map((entry) => entryElement(entry, referenceOf(entry), day)),
      },
    },
  });
}

/** The bank's own number of a booking, the same in every statement that repeats it. */
function referenceOf({ transfer, direction, number }: Entry): string {
  return `${direction}${String(number)}-${transfer.endToEndId.slice(-26)}`;
}

function entryElement(entry: Entry, reference: string, day: BankDay): object {
  const { transfer, direction, reason } = entry;
  const money = amount(Money.of(entry.amountMinor, transfer.currency));
  const party =
    day.isOlder === true
      ? { Cdtr: { Nm: transfer.creditor } }
      : { Cdtr: { Pty: { Nm: transfer.creditor } } };
  return {
    Amt: money,
    CdtDbtInd: direction,
    Sts: day.isOlder === true ? 'BOOK' : { Cd: 'BOOK' },
    BookgDt: { Dt: bankDay(day.bookedAt) },
    ValDt: { Dt: bankDay(day.bookedAt) },
    AcctSvcrRef: reference,
    BkTxCd: {
      Domn: { Cd: 'PMNT', Fmly: { Cd: 'ICDT', SubFmlyCd: reason === null ? 'ESCT' : 'RRTN' } },
    },
    NtryDtls: {
      TxDtls: {
        Refs: { EndToEndId: transfer.endToEndId },
        ...(day.isOlder === true ? {} : { Amt: money, CdtDbtInd: direction }),
        RltdPties: party,
        ...(reason === null ? {} : { RtrInf: { Rsn: { Cd: reason } } }),
      },
    },
  };
}

function statusOf({ messageId, transfers }: BankInstructions, day: BankDay): string {
  const told = transfers.filter((transfer) => fateOf(day, transfer).kind !== 'hold');
  return document(`pain.002.001.${day.isOlder === true ? '03' : '10'}`, {
    CstmrPmtStsRpt: {
      GrpHdr: {
        MsgId: `STS${String(day.dayNumber)}-${messageId.slice(-20)}`,
        CreDtTm: instant(day.bookedAt),
      },
      OrgnlGrpInfAndSts: { OrgnlMsgId: messageId, OrgnlMsgNmId: 'pain.001', GrpSts: 'PART' },
      OrgnlPmtInfAndSts: {
        OrgnlPmtInfId: messageId,
        TxInfAndSts: told.map((transfer) => statusElement(transfer, fateOf(day, transfer))),
      },
    },
  });
}

function statusElement(transfer: BankTransfer, fate: BankFate): object {
  const { endToEndId, currency, amount: text } = transfer;
  return {
    OrgnlEndToEndId: endToEndId,
    TxSts: fate.kind === 'reject' ? 'RJCT' : 'ACSP',
    ...(fate.kind === 'reject' ? { StsRsnInf: { Rsn: { Cd: fate.reason } } } : {}),
    OrgnlTxRef: { Amt: { InstdAmt: { '@Ccy': currency, '#text': text } } },
  };
}

function balance(kind: string, money: Money, { bookedAt }: BankDay): object {
  const size = money.amountMinor < 0n ? -money.amountMinor : money.amountMinor;
  return {
    Tp: { CdOrPrtry: { Cd: kind } },
    Amt: amount(Money.of(size, money.currency)),
    CdtDbtInd: money.amountMinor < 0n ? 'DBIT' : 'CRDT',
    Dt: { Dt: bankDay(bookedAt) },
  };
}

function amount({ amountMinor, currency }: Money): object {
  const exponent = exponentOf(currency);
  const digits = amountMinor.toString().padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const text = exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`;
  return { '@Ccy': currency, '#text': text };
}

/** The day at the bank, which is in China: eight hours before that of UTC begins. */
function bankDay(at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(at);
}

function instant(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

function document(message: string, content: object): string {
  return BUILDER.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    Document: { '@xmlns': `urn:iso:std:iso:20022:tech:xsd:${message}`, ...content },
  });
}
