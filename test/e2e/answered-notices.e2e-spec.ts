import { ClaimEntity } from '@app/claims';
import { laneOfId } from '@app/kernel';
import { NoticePost } from '@app/messaging';
import type { Notice } from '@app/messaging';
import { UnitOfWork } from '@app/platform';

import { NOTICES } from '../../libs/messaging/src/domain/notices';
import type { NoticeKey } from '../../libs/messaging/src/domain/notices';
import { aPng } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import {
  TAKES_MAIL,
  filedByMailUser,
  sendMail,
  sentMails,
  untilMailsOn,
} from '../support/mail-steps';
import { TestService } from '../support/test-service';

const KEYS = Object.keys(NOTICES) as NoticeKey[];

describe('every notice that we send', () => {
  let service: TestService;
  /** Two, as a claim takes at most fifty files. */
  let claims: readonly ClaimJson[];

  beforeAll(async () => {
    service = await TestService.start({ config: TAKES_MAIL });
    claims = [await filedByMailUser(service), await filedByMailUser(service)];
    const unitOfWork = service.app.get(UnitOfWork);
    for (const key of KEYS) {
      await unitOfWork.transaction(async (tx) => {
        const claim = claimOf(key);
        const where = { lane: laneOfId(claim.id), id: claim.id };
        const row = await tx.findOneByOrFail(ClaimEntity, where);
        const values = Object.fromEntries(NOTICES[key].mentions.map((name) => [name, 'a word']));
        const notice = { key, values, causedBy: `test ${key}` } as Notice;
        await service.app.get(NoticePost).post(tx, row, notice);
      });
    }
  });
  afterAll(() => service.stop());

  const claimOf = (key: NoticeKey): ClaimJson =>
    claims[KEYS.indexOf(key) % claims.length] as ClaimJson;

  it.each(KEYS)('gets the answer to it onto its claim: %s', async (key) => {
    const claim = claimOf(key);
    const { reads } = service.app.get(UnitOfWork);
    const [message] = await reads.query<{ id: string }[]>(
      'SELECT id FROM messages WHERE lane = $1 AND caused_by = $2',
      [laneOfId(claim.id), `test ${key}`],
    );
    const mails = await service.eventually(
      () => sentMails(service),
      (sent) => sent.some(({ id }) => id === message?.id),
    );
    const mail = mails.find(({ id }) => id === message?.id);
    const to = /reply\+[^\s<>]+/.exec(mail?.fields.get('reply-to') ?? '')?.[0] ?? '';
    await sendMail(service, {
      to,
      inReplyTo: mail?.messageId ?? '',
      text: `An answer to ${key}`,
      attachments: [{ filename: 'screen.png', content: aPng(key) }],
    });
    const lines = await service.eventually(
      () => untilMailsOn(service, claim, 1),
      (found) => found.some(({ inReplyTo }) => inReplyTo === message?.id),
    );
    expect(lines.find(({ inReplyTo }) => inReplyTo === message?.id)).toMatchObject({
      body: `An answer to ${key}`,
      trust: 'verified',
      files: [{ name: 'screen.png' }],
    });
  });
});
