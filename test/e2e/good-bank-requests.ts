import { Client } from 'pg';

import { laneOfId, newId } from '@app/kernel';

import { filed } from '../support/builders';
import type { TestService } from '../support/test-service';

/** The currency in which the bank of a test service pays, and that no claim of a test is in. */
const CURRENCY = 'NOK';

/** The requests about files for the bank. */
export async function goodBankRequests(
  service: TestService,
): Promise<Record<string, { readonly path: string; readonly body: object }>> {
  await plantInstruction(service);
  const body = { currency: CURRENCY };
  const { body: file } = await service.post('ops', '/v1/bank-files', body);
  await plantInstruction(service);
  const report = await reportOn(service, await plantInstruction(service, 'cancelled'));
  return {
    'POST /v1/bank-files': { path: '/v1/bank-files', body },
    'POST /v1/bank-files/:id/releases': {
      path: `/v1/bank-files/${String(file.id)}/releases`,
      body: { verdict: 'release', note: 'Looked through.' },
    },
    'POST /v1/bank-reports/:id/releases': {
      path: `/v1/bank-reports/${report}/releases`,
      body: { verdict: 'release', note: 'As the bank shows it.' },
    },
  };
}

/** A report that waits for another person, because it says that an instruction was paid. */
async function reportOn(service: TestService, key: string): Promise<string> {
  const text = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>
    <GrpHdr><MsgId>${key}</MsgId><CreDtTm>2026-11-26T10:00:00</CreDtTm></GrpHdr>
    <OrgnlGrpInfAndSts><OrgnlMsgId>m</OrgnlMsgId></OrgnlGrpInfAndSts>
    <OrgnlPmtInfAndSts><OrgnlPmtInfId>p</OrgnlPmtInfId><TxInfAndSts>
    <OrgnlEndToEndId>${key}</OrgnlEndToEndId><TxSts>ACSC</TxSts>
    </TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;
  const { body } = await service
    .as('ops', 'post', '/v1/bank-reports')
    .attach('file', Buffer.from(text), 'report.xml');
  const { id, status } = body as { readonly id: string; readonly status: string };
  if (status !== 'waiting') throw new Error(`A report waits for nobody: ${JSON.stringify(body)}`);
  return id;
}

/** An instruction that waits, and its payout, written past all rules: no claim is in crowns. */
async function plantInstruction(service: TestService, status = 'pending'): Promise<string> {
  const claim = await filed(service);
  const lane = laneOfId(claim.id);
  const id = newId('pyo', lane);
  const client = new Client({
    connectionString: service.database.adminUrl,
    options: '-c search_path=ganpei -c session_replication_role=replica',
  });
  await client.connect();
  await client.query(
    `INSERT INTO payouts (lane, id, claim_id, decision_id, claim_line_id, currency, amount_minor,
        rail, payee, key, request_digest, status, created_at, updated_at)
      VALUES ($1, $2, $3, 'none', $4, $5, 100, 'bank', '{"route": "original"}', $6, '', $7, now(), now())`,
    [lane, id, claim.id, claim.lines[0]?.id, CURRENCY, id.replace('_', ''), status],
  );
  await client.query(
    `INSERT INTO bank_instructions (lane, key, payout_id, currency, amount_minor, account, holder_name,
        request_digest, created_at)
      VALUES ($1, $2, $3, $4, 100, 'NO9386011117947', 'Lin', '', now())`,
    [lane, id.replace('_', ''), id, CURRENCY],
  );
  await client.end();
  return id.replace('_', '');
}
