import { XMLParser } from 'fast-xml-parser';

/** A credit transfer as the bank reads it from a file. */
export interface BankTransfer {
  readonly endToEndId: string;
  readonly currency: string;
  /** As the file writes it. */
  readonly amount: string;
  readonly creditor: string;
}

export interface BankInstructions {
  readonly messageId: string;
  /** The account that pays, and whether it is an IBAN. */
  readonly account: { readonly id: string; readonly isIban: boolean };
  readonly transfers: readonly BankTransfer[];
}

interface Account {
  readonly Id: { readonly IBAN?: string; readonly Othr?: { readonly Id: string } };
}
interface PainDocument {
  readonly Document: {
    readonly CstmrCdtTrfInitn: {
      readonly GrpHdr: { readonly MsgId: string; readonly NbOfTxs: string };
      readonly PmtInf: readonly {
        readonly DbtrAcct: Account;
        readonly CdtTrfTxInf: readonly {
          readonly PmtId: { readonly EndToEndId: string };
          readonly Amt: {
            readonly InstdAmt: { readonly '#text': string; readonly '@Ccy': string };
          };
          readonly Cdtr: { readonly Nm: string };
        }[];
      }[];
    };
  };
}

const PARSER = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => name === 'PmtInf' || name === 'CdtTrfTxInf',
});

/** Reads a pain.001 as a bank would: by itself, and refusing one that does not count right. */
export function readInstructions(pain001: string): BankInstructions {
  const { Document } = PARSER.parse(pain001) as PainDocument;
  const { GrpHdr, PmtInf } = Document.CstmrCdtTrfInitn;
  const account = PmtInf[0]?.DbtrAcct.Id ?? {};
  const transfers = PmtInf.flatMap(({ CdtTrfTxInf }) =>
    CdtTrfTxInf.map(({ PmtId, Amt, Cdtr }) => ({
      endToEndId: PmtId.EndToEndId,
      currency: Amt.InstdAmt['@Ccy'],
      amount: Amt.InstdAmt['#text'],
      creditor: Cdtr.Nm,
    })),
  );
  if (Number(GrpHdr.NbOfTxs) !== transfers.length) {
    throw new Error(
      `The file says ${GrpHdr.NbOfTxs} transfers and has ${String(transfers.length)}.`,
    );
  }
  const isIban = account.IBAN !== undefined;
  return {
    messageId: GrpHdr.MsgId,
    account: { id: account.IBAN ?? account.Othr?.Id ?? '', isIban },
    transfers,
  };
}
