import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { newId } from '@app/kernel';

import { FileOutbox } from './file-outbox';

describe('the outbox', () => {
  let stateDir: string;
  let outbox: FileOutbox;
  beforeEach(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'ganpei-outbox-'));
    outbox = new FileOutbox(stateDir);
  });
  afterEach(async () => {
    await rm(stateDir, { recursive: true, force: true });
  });

  const put = async (
    messageId = newId('msg', 7),
    text = 'Subject: Hello\r\n\r\n',
  ): Promise<string> => {
    const mail = { messageId, from: 'a@example.com', to: 'b@example.com', raw: Buffer.from(text) };
    expect(await outbox.carry(mail)).toEqual({ outcome: 'sent', providerId: null });
    return messageId;
  };

  it('holds a mail once, however often it was sent, to the byte', async () => {
    const id = await put();
    await put(id);
    expect(await readdir(join(stateDir, 'outbox'))).toEqual([`${id}.eml`]);
    expect((await outbox.read(id))?.toString()).toBe('Subject: Hello\r\n\r\n');
  });

  it('lists the newest first, and what comes after a page', async () => {
    const ids = [await put(), await put(), await put()];
    const listed = async (page: { limit: number; after?: string }): Promise<string[]> =>
      (await outbox.list(page)).map(({ messageId }) => messageId);
    expect(await listed({ limit: 2 })).toEqual([...ids].reverse());
    expect(await listed({ limit: 2, after: ids[1]! })).toEqual([ids[0]]);
  });

  it('is empty before its first mail', async () => {
    expect(await outbox.list({ limit: 10 })).toEqual([]);
    expect(await outbox.read(newId('msg', 7))).toBeNull();
  });

  it('gives out mails and no other file', async () => {
    await put();
    await writeFile(join(stateDir, 'outbox', 'note.txt'), 'x');
    await writeFile(join(stateDir, 'outbox', 'note.eml'), 'x');
    expect(await outbox.list({ limit: 10 })).toHaveLength(1);
    for (const name of ['note', '../outbox/note', '..']) expect(await outbox.read(name)).toBeNull();
  });

  it('is not sure of a mail when the disk takes no file', async () => {
    await writeFile(join(stateDir, 'outbox'), 'a file where the folder should be');
    const mail = { messageId: newId('msg', 7), from: 'a', to: 'b', raw: Buffer.from('x') };
    expect(await outbox.carry(mail)).toEqual({ outcome: 'unsure', problem: 'disk' });
  });
});
