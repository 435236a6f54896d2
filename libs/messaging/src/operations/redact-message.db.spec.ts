import { AuditTrail } from '@app/audit';
import { laneOfSeed } from '@app/kernel';

import { aClaimant, claimantOf, filedCase } from '../../../../test/support/cases';
import { endOf } from '../../../../test/support/duels';
import { queuedClaim } from '../../../../test/support/queued-claims';
import { TestOperations } from '../../../../test/support/test-operations';
import { BLACKENED } from '../domain/redaction';
import type { ClaimNoteEntity } from '../persistence/claim-note.entity';
import { ThreadQueries } from '../thread.queries';
import { ChoosePhrase } from './choose-phrase';
import { PostMessage } from './post-message';
import { RedactMessage } from './redact-message';
import { RedactNote } from './redact-note';
import { WriteNote } from './write-note';

const REASON = 'The number of a card.';

describe('what should not have been written down', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  it('is blackened in a copy of the message; the message stays', async () => {
    const claim = await filedCase(ops);
    const message = await ops.transaction((tx) =>
      ops.get(PostMessage).run(tx, claimantOf(claim), {
        ...{ claimId: claim.id, direction: 'in', channel: 'mail' },
        body: 'Card 6222 and code 99.',
        quoted: '> card 6222',
      }),
    );
    const redact = async (text: string): Promise<unknown> =>
      ops.transaction((tx) =>
        ops.get(RedactMessage).run(tx, ops.staff.wang, message, { texts: [text], reason: REASON }),
      );
    // At the same time: none of the two may bring back what the other has blackened.
    await Promise.all([redact('6222'), redact('99')]);
    const threads = ops.get(ThreadQueries);
    const copies = await threads.redactions(ops.reads, [message]);
    expect(copies.map(({ position }) => position)).toEqual([0, 1]);
    expect(copies[1]).toMatchObject({
      body: `Card ${BLACKENED} and code ${BLACKENED}.`,
      quoted: `> card ${BLACKENED}`,
      reason: REASON,
    });
    expect((await threads.message(ops.reads, message.id))?.body).toBe('Card 6222 and code 99.');
    expect(await endOf(redact('6222'))).toBe('redaction.not_found');
    const telling = { texts: ['code'], reason: 'The code was told.' };
    const tells = ops.transaction((tx) =>
      ops.get(RedactMessage).run(tx, ops.staff.qian, message, telling),
    );
    expect(await endOf(tells)).toBe('redaction.reason_repeats');
    const trail = await ops.get(AuditTrail).of(ops.reads, claim.lane, claim.id);
    const records = trail.filter(({ action }) => action === 'message.redacted');
    expect(records).toMatchObject([{ reason: REASON }, { reason: REASON }]);
    expect(JSON.stringify(trail)).not.toContain('6222');
  });

  it('is blackened in notes likewise', async () => {
    const claim = await queuedClaim(ops);
    const note = await ops.transaction((tx) =>
      ops.get(WriteNote).run(tx, ops.staff.wang, claim, 'He said 6222.'),
    );
    await ops.transaction((tx) =>
      ops.get(RedactNote).run(tx, ops.staff.qian, note, { texts: ['6222'], reason: REASON }),
    );
    const [copy] = await ops.get(ThreadQueries).noteRedactions(ops.reads, [note]);
    expect(copy).toMatchObject({ body: `He said ${BLACKENED}.`, redactedBy: ops.staff.qian.id });
  });
});

describe('a note', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  it('is nothing that a claimant could have written, whatever our code does', async () => {
    const claim = await queuedClaim(ops);
    const write = ops.transaction((tx) =>
      ops.get(WriteNote).run(tx, aClaimant(), claim, 'Let me in.'),
    );
    await expect(write).rejects.toThrow('claim_notes_staff_check');
  });

  it('stands under the name that its author had then', async () => {
    const claim = await queuedClaim(ops);
    await ops.transaction((tx) => ops.get(WriteNote).run(tx, ops.staff.sun, claim, 'Call back.'));
    const [note] = await ops.get(ThreadQueries).notes(ops.reads, claim, { limit: 1 });
    expect(note).toMatchObject<Partial<ClaimNoteEntity>>({ authorName: 'sun', body: 'Call back.' });
  });
});

describe('the phrase of a claimant', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  it('is the one that was chosen last, and the audit trail does not tell it', async () => {
    const partyId = 'u_phrase';
    const claimant = { ...aClaimant(), partyId };
    for (const phrase of ['the blue kettle sings', '桂花']) {
      await ops.transaction((tx) => ops.get(ChoosePhrase).run(tx, claimant, phrase));
    }
    expect(await ops.get(ThreadQueries).phrase(ops.reads, partyId)).toMatchObject({
      phrase: '桂花',
      lane: laneOfSeed(partyId),
    });
    const trail = await ops.get(AuditTrail).of(ops.reads, laneOfSeed(partyId), claimant.id);
    expect(trail.map(({ action }) => action)).toEqual(['phrase.chosen', 'phrase.chosen']);
    expect(JSON.stringify(trail)).not.toContain('桂花');
  });
});
