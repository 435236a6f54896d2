import { Readable } from 'node:stream';

import { InboundMailQueries, ReceiveMail } from '@app/messaging';
import { UnitOfWork } from '@app/platform';

import type { TestService } from '../support/test-service';

/** The requests by which people go on with what somebody wrote in a mail. */
export async function goodMailRequests(
  service: TestService,
): Promise<Record<string, { readonly path: string; readonly body: object }>> {
  const mail = ['From: good@example.com', 'Subject: My claim', '', 'It was stolen.', ''];
  const envelope = { from: 'good@example.com', recipients: ['claims@claims.example.com'] };
  await service.app.get(ReceiveMail).run(envelope, Readable.from([Buffer.from(mail.join('\r\n'))]));
  const { reads } = service.app.get(UnitOfWork);
  const [unclaimed] = await service.eventually(
    () => service.app.get(InboundMailQueries).list(reads, { state: 'unclaimed' }, { limit: 1 }),
    (found) => found.length > 0,
  );
  return {
    'POST /v1/mail-drafts': {
      path: '/v1/mail-drafts',
      body: { token: unclaimed?.id ?? '', claimantPartyId: 'u_1001' },
    },
  };
}
