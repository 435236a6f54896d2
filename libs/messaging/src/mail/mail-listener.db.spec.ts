import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { ClaimsModule } from '@app/claims';
import { newId } from '@app/kernel';
import { FileStore, INSTALLATION_SECRET } from '@app/platform';
import type { Config } from '@app/platform';
import { createTransport } from 'nodemailer';
import { In } from 'typeorm';

import { MailDialogue } from '../../../../test/support/mail-dialogue';
import { selfSignedCertificate } from '../../../../test/support/self-signed-certificate';
import { TestLibs } from '../../../../test/support/test-libs';
import { signReplyAddress } from '../domain/reply-address';
import { MessagingModule } from '../messaging.module';
import { InboundMailEntity } from '../persistence/inbound-mail.entity';
import { MailListener } from './mail-listener';

const INTAKE = 'claims@claims.example.com';

/** Our libs with a listener, and nobody who reads what it takes. */
async function listening(mailIn: Config['mailIn']): Promise<TestLibs> {
  return TestLibs.start({
    config: { mailIn },
    imports: [ClaimsModule, MessagingModule],
    providers: [MailListener],
  });
}

/** The mails that were taken for some recipients. */
async function taken(libs: TestLibs, ...recipients: string[]): Promise<InboundMailEntity[]> {
  const where = { recipient: In(recipients) };
  return libs.unitOfWork.reads.find(InboundMailEntity, { where, order: { id: 'ASC' } });
}

/** The address of another claim each time. */
function replyAddress(libs: TestLibs): string {
  const key = libs.module.get<Buffer>(INSTALLATION_SECRET);
  return signReplyAddress(newId('clm', 3), { mailDomain: 'claims.example.com', key });
}

function addressOf(libs: TestLibs): string {
  const { address } = libs.get(MailListener);
  if (address === null) throw new Error('Nothing listens.');
  return address;
}

const on = (protocol: 'smtp' | 'lmtp'): Config['mailIn'] => ({
  listen: { protocol, host: '127.0.0.1', port: 0 },
  tls: null,
});

describe('the mail listener', () => {
  let libs: TestLibs;
  let reply: string;
  const dialogues: MailDialogue[] = [];

  beforeAll(async () => {
    libs = await listening(on('smtp'));
  });
  afterAll(() => libs.stop());
  beforeEach(() => {
    reply = replyAddress(libs);
  });
  afterEach(() => {
    for (const dialogue of dialogues.splice(0)) dialogue.breakOff();
  });

  async function session(): Promise<MailDialogue> {
    const dialogue = await MailDialogue.begin(addressOf(libs));
    dialogues.push(dialogue);
    await dialogue.say('EHLO mx.example.com');
    return dialogue;
  }

  /** All that was kept, whoever it was for. */
  async function kept(): Promise<string[]> {
    const folder = join(libs.stateDir, 'files');
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    return names.filter((name) => /[0-9a-f]{64}/.test(name));
  }

  it('answers 250 when the mail is on disk and its row is committed', async () => {
    const dialogue = await session();
    await dialogue.say('MAIL FROM:<Lin@Example.com>');
    await dialogue.say(`RCPT TO:<${reply.toUpperCase()}>`);
    await dialogue.say('DATA');
    expect(await dialogue.say('Subject: x\r\n\r\n..dot\r\n.')).toMatch(/^250 /);
    const [row] = await taken(libs, reply);
    expect(row).toMatchObject({
      recipient: reply,
      envelopeFrom: 'lin@example.com',
      state: 'received',
      sizeBytes: 20,
    });
    const raw = await buffer(libs.get(FileStore).read(row?.sha256 ?? ''));
    expect(raw.toString()).toBe('Subject: x\r\n\r\n.dot\r\n');
  });

  it.each([
    ['a stranger', () => 'lin@example.com'],
    ['another mailbox of ours', () => 'wang@claims.example.com'],
    ['the postmaster of another host', () => 'postmaster@claims.example.org'],
    ['a mailbox that begins like it', () => 'postmaster.x@claims.example.com'],
    ['another domain', () => INTAKE.replace('claims.example', 'claims.example.org')],
    ['a claim, without its signature', () => reply.replace(/\.[^@]+@/, '@')],
    [
      'a claim, with another signature',
      () => reply.replace(/(.)@/, (_all, last: string) => (last === '0' ? '1@' : '0@')),
    ],
    ['a claim, with more behind it', () => `${reply}.evil.example`],
  ])('refuses mail for %s at once', async (_whom, address) => {
    const dialogue = await session();
    await dialogue.say('MAIL FROM:<lin@example.com>');
    expect(await dialogue.say(`RCPT TO:<${address()}>`)).toMatch(/^550 /);
    expect(await dialogue.say('DATA')).toMatch(/^503 /);
  });

  it('relays nothing for anybody who logs in, because nobody can', async () => {
    const dialogue = await session();
    expect(await dialogue.say('AUTH PLAIN AGxpbgBkZW1v')).toMatch(/^5/);
  });

  it('takes the null sender: reports of servers come from it', async () => {
    const dialogue = await session();
    expect(await dialogue.say('MAIL FROM:<>')).toMatch(/^250/);
    await dialogue.say(`RCPT TO:<${reply}>`);
    await dialogue.say('DATA');
    await dialogue.say('Subject: bounce\r\n\r\nx\r\n.');
    expect((await taken(libs, reply)).map(({ envelopeFrom }) => envelopeFrom)).toEqual(['']);
  });

  it('keeps a mail once for each claim, and none for the common address beside them', async () => {
    const dialogue = await session();
    const other = replyAddress(libs);
    for (let count = 0; count < 2; count += 1) {
      await dialogue.say('MAIL FROM:<lin@example.com>');
      for (const to of [reply, other, INTAKE]) await dialogue.say(`RCPT TO:<${to}>`);
      await dialogue.say('DATA');
      await dialogue.say('Subject: both\r\n\r\nx\r\n.');
    }
    const rows = await taken(libs, reply, other, INTAKE);
    expect(rows.map(({ recipient }) => recipient).sort()).toEqual([reply, other].sort());
  });

  it('keeps nothing of a mail whose sender goes away in the middle', async () => {
    const before = await kept();
    const dialogue = await session();
    await dialogue.say('MAIL FROM:<lin@example.com>');
    await dialogue.say(`RCPT TO:<${reply}>`);
    await dialogue.say('DATA');
    dialogue.write(`Subject: half\r\n\r\n${'x'.repeat(100_000)}`);
    dialogue.breakOff();
    const next = await session();
    expect(await next.say('NOOP')).toMatch(/^250/);
    expect(await taken(libs, reply)).toEqual([]);
    expect(await kept()).toEqual(before);
  });

  it('refuses what is too large for good, and goes on', async () => {
    const dialogue = await session();
    expect(await dialogue.say('MAIL FROM:<lin@example.com> SIZE=99999999')).toMatch(/^552/);
    await dialogue.say('MAIL FROM:<lin@example.com>');
    await dialogue.say(`RCPT TO:<${reply}>`);
    await dialogue.say('DATA');
    const line = `${'x'.repeat(998)}\r\n`;
    dialogue.write(line.repeat(32_000));
    expect(await dialogue.say('.')).toMatch(/^552/);
    expect(await dialogue.say('NOOP')).toMatch(/^250/);
    expect(await taken(libs, reply)).toEqual([]);
  });

  it('says to try again when it cannot keep a mail', async () => {
    const admin = await libs.connectAs(null);
    await admin.query('ALTER TABLE inbound_mails RENAME TO away');
    const dialogue = await session();
    await dialogue.say('MAIL FROM:<lin@example.com>');
    await dialogue.say(`RCPT TO:<${reply}>`);
    await dialogue.say('DATA');
    expect(await dialogue.say('Subject: x\r\n\r\nx\r\n.')).toMatch(/^451/);
    await admin.query('ALTER TABLE away RENAME TO inbound_mails');
    await dialogue.say('MAIL FROM:<lin@example.com>');
    await dialogue.say(`RCPT TO:<${reply}>`);
    await dialogue.say('DATA');
    expect(await dialogue.say('Subject: x\r\n\r\nx\r\n.')).toMatch(/^250/);
    expect(await taken(libs, reply)).toHaveLength(1);
  });

  it.each(['postmaster@claims.example.com', 'Abuse@Claims.Example.com', 'Postmaster'])(
    'takes mail for those who run it, as every host has to: %s',
    async (address) => {
      const dialogue = await session();
      await dialogue.say('MAIL FROM:<>');
      expect(await dialogue.say(`RCPT TO:<${address}>`)).toMatch(/^250 /);
      await dialogue.say(`RCPT TO:<${INTAKE}>`);
      await dialogue.say('DATA');
      expect(await dialogue.say(`Subject: ${address}\r\n\r\nx\r\n.`)).toMatch(/^250 /);
      const recipient = address.toLowerCase();
      expect(await taken(libs, recipient)).toHaveLength(1);
      expect(await taken(libs, INTAKE)).not.toHaveLength(0);
    },
  );
});

describe('the mail listener behind a mail server', () => {
  it('answers for each recipient over LMTP', async () => {
    const libs = await listening(on('lmtp'));
    try {
      const dialogue = await MailDialogue.begin(addressOf(libs));
      expect(addressOf(libs)).toMatch(/^lmtp:/);
      expect(await dialogue.say('EHLO mx')).toMatch(/^500/);
      await dialogue.say('LHLO mx.example.com');
      const [one, other] = [replyAddress(libs), replyAddress(libs)];
      await dialogue.say('MAIL FROM:<lin@example.com>');
      await dialogue.say(`RCPT TO:<${one}>`);
      await dialogue.say(`RCPT TO:<${other}>`);
      await dialogue.say('DATA');
      dialogue.write('Subject: x\r\n\r\nx\r\n.\r\n');
      expect(await dialogue.replies(2)).toEqual([
        expect.stringMatching(/^250 /),
        expect.stringMatching(/^250 /),
      ]);
      expect(await taken(libs, one, other)).toHaveLength(2);
      dialogue.breakOff();
    } finally {
      await libs.stop();
    }
  });
});

describe('the mail listener with a certificate', () => {
  let folder: string;
  let libs: TestLibs;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ganpei-mail-'));
    const { cert, key } = selfSignedCertificate('claims.example.com');
    const tls = { certFile: join(folder, 'mail.crt'), keyFile: join(folder, 'mail.key') };
    await writeFile(tls.certFile, cert);
    await writeFile(tls.keyFile, key, { mode: 0o600 });
    libs = await listening({ ...on('smtp'), tls });
  });
  afterAll(async () => {
    await libs.stop();
    await rm(folder, { recursive: true });
  });

  it('takes mail over STARTTLS, under that certificate', async () => {
    const transport = createTransport({
      url: addressOf(libs),
      requireTLS: true,
      tls: { rejectUnauthorized: false },
    });
    await transport.sendMail({ from: 'lin@example.com', to: INTAKE, text: 'secretly' });
    transport.close();
    expect(await taken(libs, INTAKE)).toHaveLength(1);
  });
});
