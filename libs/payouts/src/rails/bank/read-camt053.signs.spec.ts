import { parseCamt053 } from './read-bank-report';

const balance = (code: string, amount: string, sign: string): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt>${sign}
   <Dt><Dt>2026-11-26</Dt></Dt></Bal>`;
const SIGNS = { CRDT: '<CdtDbtInd>CRDT</CdtDbtInd>', DBIT: '<CdtDbtInd>DBIT</CdtDbtInd>' };

interface Signs {
  readonly opening: string;
  readonly closing: string;
  readonly pending: string;
  readonly booked: string;
  readonly transfer: string;
}
const SOUND: Signs = {
  ...{ opening: SIGNS.CRDT, closing: SIGNS.DBIT, pending: '' },
  ...{ booked: SIGNS.DBIT, transfer: SIGNS.DBIT },
};

/** A statement of two entries, of which the second one is booked. */
function statement(wish: Partial<Signs> = {}): Buffer {
  const { opening, closing, pending, booked, transfer } = { ...SOUND, ...wish };
  const entry = (sign: string, status: string, details: string): string =>
    `<Ntry><Amt Ccy="EUR">3.00</Amt>${sign}<Sts>${status}</Sts>
     <BookgDt><Dt>2026-11-26</Dt></BookgDt><AcctSvcrRef>B-1</AcctSvcrRef>${details}</Ntry>`;
  const one = (amount: string, ref: string): string =>
    `<TxDtls>${ref}<Amt Ccy="EUR">${amount}</Amt>${transfer}</TxDtls>`;
  const reference = '<Refs><AcctSvcrRef>T-2</AcctSvcrRef></Refs>';
  const batch = `<NtryDtls>${one('1.00', '')}${one('2.00', reference)}</NtryDtls>`;
  return Buffer.from(
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
       <GrpHdr><MsgId>m</MsgId></GrpHdr><Stmt><Id>s</Id><CreDtTm>2026-11-26T20:00:00Z</CreDtTm>
       <Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>
       ${balance('OPBD', '1.00', opening)}${balance('CLBD', '2.00', closing)}
       ${entry(pending, 'PDNG', '')}${entry(booked, 'BOOK', batch)}</Stmt></BkToCstmrStmt></Document>`,
  );
}

function refusal(file: Buffer): unknown {
  try {
    return parseCamt053(file, 'UTC');
  } catch (error) {
    return error;
  }
}

describe('which way money went on a statement of the bank', () => {
  it('is what it says, of balances as of entries', () => {
    const [read] = parseCamt053(statement(), 'UTC');
    expect([read?.opening?.amountMinor, read?.closing?.amountMinor]).toEqual([100n, -200n]);
    expect(read?.lines.map(({ direction, money }) => [direction, money.amountMinor])).toEqual([
      ['out', 100n],
      ['out', 200n],
    ]);
  });

  it.each<[string, Partial<Signs>, string]>([
    ['a balance without one', { opening: '' }, 'Stmt[1]/Bal[1]/CdtDbtInd is missing'],
    [
      'a balance in words',
      { closing: '<CdtDbtInd>debit</CdtDbtInd>' },
      'Stmt[1]/Bal[2]/CdtDbtInd is "debit"',
    ],
    ['an entry without one', { booked: '' }, 'Stmt[1]/Ntry[2]/CdtDbtInd is missing'],
    [
      'an entry of both',
      { booked: '<CdtDbtInd>CRDT DBIT</CdtDbtInd>' },
      'Stmt[1]/Ntry[2]/CdtDbtInd is "CRDT DBIT"',
    ],
    [
      'a transfer that went the other way than its entry',
      { transfer: SIGNS.CRDT },
      'Stmt[1]/Ntry[2]/NtryDtls/TxDtls[1]/CdtDbtInd says another direction',
    ],
  ])('is not guessed for %s: the place in the file is named', (_what, wish, said) => {
    expect(refusal(statement(wish))).toMatchObject({
      code: 'bank.report_unsound',
      message: expect.stringContaining(`BkToCstmrStmt/${said}`),
    });
  });

  it('and the number of a batch is that of none of its transfers', () => {
    const [read] = parseCamt053(statement(), 'UTC');
    expect(read?.lines.map(({ transferId }) => transferId)).toEqual([null, 'T-2']);
  });
});
