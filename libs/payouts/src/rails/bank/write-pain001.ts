import Builder from 'fast-xml-builder';

import { sumOf } from '@app/money';
import type { Money } from '@app/money';
import type { BankConfig, PainVersion } from '@app/platform';

import { bankAccount } from './bank-account';
import type { BankAccount } from './bank-account';
import { decimalText } from './decimal-text';
import { localDate } from './local-date';

/** One credit transfer of a file. */
export interface PainTransfer {
  /** Our key: the end-to-end id, which comes back with every word about the transfer. */
  readonly key: string;
  /** Our payout id, for whoever reads an account statement. */
  readonly reference: string;
  readonly money: Money;
  /** Compact. */
  readonly account: string;
  readonly holderName: string;
  readonly bank: string | null;
}

export interface PainFile {
  /** The id of the file as messages carry it: at most 35 letters and digits. */
  readonly messageId: string;
  readonly madeAt: Date;
  /** At least one, all of one currency. */
  readonly transfers: readonly [PainTransfer, ...PainTransfer[]];
}

const BUILDER = new Builder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  suppressEmptyNode: true,
});

/**
 * A credit transfer initiation of ISO 20022, pain.001.001.09 or .03: one group, one payment
 * information, each transfer booked by itself, so that a statement names each by its end-to-end id.
 */
export function writePain001(file: PainFile, bank: BankConfig): string {
  const { currency } = file.transfers[0].money;
  const total = sumOf(
    file.transfers.map(({ money }) => money),
    currency,
  );
  const sums = { NbOfTxs: String(file.transfers.length), CtrlSum: decimalText(total) };
  const body = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    Document: {
      '@xmlns': `urn:iso:std:iso:20022:tech:xsd:pain.001.001.${bank.painVersion}`,
      CstmrCdtTrfInitn: {
        GrpHdr: {
          MsgId: file.messageId,
          CreDtTm: `${file.madeAt.toISOString().slice(0, 19)}Z`,
          ...sums,
          InitgPty: { Nm: bank.debtorName },
        },
        PmtInf: paymentInformation(file, bank, sums),
      },
    },
  };
  return BUILDER.build(body);
}

function paymentInformation(file: PainFile, bank: BankConfig, sums: object): object {
  const isSepa = isSepaPayment(file, bank);
  const date = localDate(file.madeAt, bank.timeZone);
  return {
    PmtInfId: file.messageId,
    PmtMtd: 'TRF',
    BtchBookg: 'false',
    ...sums,
    ...(isSepa ? { PmtTpInf: { SvcLvl: { Cd: 'SEPA' } } } : {}),
    ReqdExctnDt: bank.painVersion === '03' ? date : { Dt: date },
    Dbtr: { Nm: bank.debtorName },
    DbtrAcct: { Id: accountId(bankAccount(bank.account)) },
    DbtrAgt: { FinInstnId: agentId(bank.agent, bank.painVersion) },
    // Whoever was robbed pays no charge of ours: in SEPA each side bears its own.
    ChrgBr: isSepa ? 'SLEV' : 'SHAR',
    CdtTrfTxInf: file.transfers.map(transferInformation),
  };
}

function transferInformation(transfer: PainTransfer): object {
  const { key, reference, money, account, holderName, bank } = transfer;
  return {
    PmtId: { InstrId: key, EndToEndId: key },
    Amt: { InstdAmt: { '@Ccy': money.currency, '#text': decimalText(money) } },
    ...(bank === null ? {} : { CdtrAgt: { FinInstnId: { Nm: bank } } }),
    Cdtr: { Nm: holderName },
    CdtrAcct: { Id: accountId(bankAccount(account)) },
    RmtInf: { Ustrd: `Compensation ${reference}` },
  };
}

/** The service level is one of the whole file: euros, and IBANs on both sides. */
function isSepaPayment({ transfers }: PainFile, { account }: BankConfig): boolean {
  const accounts = [account, ...transfers.map((transfer) => transfer.account)];
  return (
    transfers[0].money.currency === 'EUR' && accounts.every((one) => 'iban' in bankAccount(one))
  );
}

function accountId(account: BankAccount): object {
  return 'iban' in account ? { IBAN: account.iban } : { Othr: { Id: account.other } };
}

function agentId(agent: BankConfig['agent'], version: PainVersion): object {
  if ('name' in agent) return { Nm: agent.name };
  return version === '03' ? { BIC: agent.bic } : { BICFI: agent.bic };
}
