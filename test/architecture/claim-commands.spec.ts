import { CLAIM_COMMANDS } from '@app/claims';

import { filesWrittenByHand, read } from './repository';

const SOURCES = filesWrittenByHand().filter(
  (file) => /^(apps|libs)\/.*\.ts$/.test(file) && !/\.spec\.ts$|\/testing\//.test(file),
);

/** Names a command in a write on a claim, or asks for one; a type names none. */
function isAsked(command: string, source: string): boolean {
  const written = `(?<!readonly )\\b(command|follows): [^,;\\n]*'${command}'`;
  const asked = `\\b(require|may)Command\\('${command}'`;
  return new RegExp(`${written}|${asked}`).test(source);
}

/** Writes the row of a claim, by TypeORM or in SQL. */
const WRITES_CLAIM =
  /\b(update|insert|upsert|save|delete|into)\(\s*ClaimEntity\b|\b(UPDATE|INTO|DELETE FROM) claims\b/;

describe('the table of what can be done with a claim', () => {
  it('has code behind each of its commands that asks for it by name', () => {
    const sources = SOURCES.map(read);
    const unasked = CLAIM_COMMANDS.filter(
      (command) => !sources.some((source) => isAsked(command, source)),
    );
    expect(unasked).toEqual([]);
  });

  it('is passed by nobody: whoever writes the row of a claim asks it, but for its filing', () => {
    const writing = SOURCES.filter((file) => WRITES_CLAIM.test(read(file)));
    expect(writing).toContain('libs/claims/src/operations/change-claim.ts');
    const unasking = writing.filter((file) => !/\b(requireCommand|statusAfter)\(/.test(read(file)));
    expect(unasking).toEqual(['libs/claims/src/filing/insert-with-reference.ts']);
  });
});

describe('the rules above', () => {
  it.each([
    ["{ actor, command: 'close', to: 'closed' }", true],
    ["command: isLate ? 'close' : 'merge',", true],
    ["requireCommand('close', { status, role })", true],
    ["readonly command: 'close' | 'merge';", false],
    ["close: { en: 'close it' }", false],
  ])('judge whether %s asks for "close": %s', (source, asked) => {
    expect(isAsked('close', source)).toBe(asked);
  });

  it.each([
    ['tx.update(ClaimEntity, key, row)', true],
    ['tx.insert(ClaimEventEntity, row)', false],
    ["query('UPDATE claims SET version = 2')", true],
    ["query('SELECT FROM claims')", false],
  ])('judge whether %s writes a claim: %s', (source, writes) => {
    expect(WRITES_CLAIM.test(source)).toBe(writes);
  });
});
