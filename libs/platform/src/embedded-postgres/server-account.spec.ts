import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canReach, chooseAccount, parseAccounts } from './server-account';

const PASSWD = [
  'root:x:0:0:root:/root:/bin/bash',
  'daemon:x:1:1::/:/usr/sbin/nologin',
  'toor:x:0:0:a second root:/root:/bin/sh',
  '# a comment',
  'broken:x:notanumber:1::/:',
  '',
  'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
].join('\n');

const postgres = { name: 'postgres', uid: 101, gid: 104 };
const nobody = { name: 'nobody', uid: 65_534, gid: 65_534 };
const lin = { name: 'lin', uid: 1000, gid: 1000 };

describe('the accounts of a passwd file', () => {
  it('are read without any root and without broken lines', () => {
    expect(parseAccounts(PASSWD)).toEqual([{ name: 'daemon', uid: 1, gid: 1 }, nobody]);
  });
});

describe('the account for the server of root', () => {
  it.each([
    ['postgres where there is one', [lin, nobody, postgres], undefined, 'postgres'],
    ['nobody otherwise', [lin, nobody], undefined, 'nobody'],
    ['the owner of existing data before all', [lin, nobody, postgres], 1000, 'lin'],
    ['postgres if the owner has no name here', [postgres, nobody], 4711, 'postgres'],
    ['postgres, never root, if root owns the data', [postgres, nobody], 0, 'postgres'],
    ['none without either', [lin], undefined, undefined],
  ])('is %s', (_which, accounts, owner, expected) => {
    expect(chooseAccount(accounts, owner)?.name).toBe(expected);
  });
});

const asRoot = process.getuid?.() === 0 ? describe : describe.skip;

asRoot('the reach of an account', () => {
  let top: string;
  let place: string;

  beforeAll(() => {
    top = mkdtempSync(join(tmpdir(), 'ganpei-reach-'));
    place = join(top, 'middle', 'place');
    mkdirSync(place, { recursive: true });
  });

  afterAll(() => {
    rmSync(top, { recursive: true });
  });

  it.each([
    ['open folders', { mode: 0o755, uid: 0, gid: 0 }, true],
    ['folders that may only be passed', { mode: 0o711, uid: 0, gid: 0 }, true],
    ['a closed folder above', { mode: 0o700, uid: 0, gid: 0 }, false],
    ['a folder open to a group that is not its own', { mode: 0o750, uid: 0, gid: 0 }, false],
    ['a folder open to its group', { mode: 0o710, uid: 0, gid: lin.gid }, true],
    ['a folder of its own', { mode: 0o700, uid: lin.uid, gid: 0 }, true],
    ['a folder closed to its group alone', { mode: 0o705, uid: 0, gid: lin.gid }, false],
  ])('through %s: %p', async (_what, { mode, uid, gid }, expected) => {
    chmodSync(top, 0o755);
    chmodSync(join(top, 'middle'), mode);
    chownSync(join(top, 'middle'), uid, gid);
    expect(await canReach(lin, place)).toBe(expected);
  });

  it('follows a link to where it leads', async () => {
    chmodSync(join(top, 'middle'), 0o700);
    chownSync(join(top, 'middle'), 0, 0);
    symlinkSync(place, join(top, 'link'));
    expect(await canReach(lin, join(top, 'link'))).toBe(false);
    chmodSync(join(top, 'middle'), 0o711);
    expect(await canReach(lin, join(top, 'link'))).toBe(true);
  });
});
