import { PassThrough, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import { askPassword } from './ask-password';

const CODE = expect.objectContaining({ code: expect.any(String) as string });

/** Somebody at a terminal: types an answer whenever they are asked. */
async function typing(...answers: string[]): Promise<{ end: unknown; shown: string }> {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = new PassThrough();
  let shown = '';
  output.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    const asked = shown.split(': ').length - 1;
    const answer = shown.endsWith(': ') ? answers[asked - 1] : undefined;
    if (answer !== undefined) void sleep(1).then(() => input.write(answer));
  });
  const end = await askPassword({ input, output }).catch((error: unknown) => error);
  return { end, shown };
}

const piping = (...chunks: (string | Buffer)[]): Promise<unknown> =>
  askPassword({ input: Readable.from(chunks), output: new PassThrough() }).catch(
    (error: unknown) => error,
  );

describe('a password', () => {
  it('is typed twice and never shown', async () => {
    const { end, shown } = await typing('four brown horses\r', 'four brown horses\r');
    expect(end).toBe('four brown horses');
    expect(shown).toBe('密码 Password: \n再次输入 Once more: \n');
  });

  it('is refused when it was typed in two ways', async () => {
    const { end, shown } = await typing('four brown horses\r', 'four brawn horses\r');
    expect(end).toMatchObject({ code: 'cli.passwords_differ' });
    expect(shown).not.toContain('horses');
  });

  it.each([
    ['Ctrl-C', ['four bro\x03']],
    ['Ctrl-C at the second time', ['four brown horses\r', '\x03']],
    ['Ctrl-D', ['\x04']],
  ])('is given up with %s', async (_key, answers) => {
    expect((await typing(...answers)).end).toMatchObject({ code: 'cli.cancelled' });
  });

  it.each([
    [['four brown horses\n'], 'four brown horses'],
    [['four brown horses\r\n'], 'four brown horses'],
    [['four brown', ' horses'], 'four brown horses'],
    [
      [Buffer.from('四匹棕色的马').subarray(0, 4), Buffer.from('四匹棕色的马').subarray(4)],
      '四匹棕色的马',
    ],
    [[''], CODE],
    [['  \n'], CODE],
    [['four\nbrown horses\n'], CODE],
    [['four\tbrown horses'], CODE],
    [['x'.repeat(201)], CODE],
    [['x'.repeat(20_000)], CODE],
  ])('comes from a pipe as %j', async (chunks, outcome) => {
    expect(await piping(...chunks)).toEqual(outcome);
  });
});
