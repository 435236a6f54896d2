import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Readable } from 'node:stream';

import { DomainError } from '@app/kernel';

import { isOneLine } from './one-line';

const LENGTH_MAX = 200;
const PIPED_BYTES_MAX = 10_000;

/** Where somebody types, and where they are spoken to. */
export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable;
}

/**
 * Asks for a password, twice and without showing it; from a pipe it takes the one line that comes.
 * It is never an argument: those can be read by every user of the machine. Refuses as
 * `cli.passwords_differ` or `cli.password_unusable`.
 */
export async function askPassword(terminal: Terminal): Promise<string> {
  const password = terminal.input.isTTY === true ? await typed(terminal) : await piped(terminal);
  if (isOneLine(password, LENGTH_MAX)) return password;
  throw new DomainError('invalid', 'cli.password_unusable', {
    en: `A password is one line of 1 to ${String(LENGTH_MAX)} characters, without control characters. Type it, or pipe it in.`,
    'zh-CN': `密码须为一行，1 至 ${String(LENGTH_MAX)} 个字符，不含控制字符。请键入，或通过管道传入。`,
  });
}

async function typed({ input, output }: Terminal): Promise<string> {
  const silent = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const lines = createInterface({ input, output: silent, terminal: true });
  const ask = async (prompt: string): Promise<string> => {
    output.write(prompt);
    const answer = await answerOf(lines);
    output.write('\n');
    return answer;
  };
  try {
    const password = await ask('密码 Password: ');
    if ((await ask('再次输入 Once more: ')) === password) return password;
  } finally {
    lines.close();
  }
  throw new DomainError('invalid', 'cli.passwords_differ', {
    en: 'The two passwords are not the same. Nothing was done; try again.',
    'zh-CN': '两次输入的密码不一致，未作任何更改，请重试。',
  });
}

/** What is typed, up to the end of the line. Ctrl-C and Ctrl-D end the command. */
async function answerOf(lines: ReturnType<typeof createInterface>): Promise<string> {
  const given = new AbortController();
  const gone = new Promise<never>((_resolve, reject) => {
    const cancel = (): void => {
      reject(
        new DomainError('invalid', 'cli.cancelled', {
          en: 'Cancelled. Nothing was done.',
          'zh-CN': '已取消，未作任何更改。',
        }),
      );
    };
    lines.once('SIGINT', cancel).once('close', cancel);
    given.signal.addEventListener('abort', () => {
      lines.off('SIGINT', cancel).off('close', cancel);
    });
  });
  try {
    return await Promise.race([lines.question(''), gone]);
  } finally {
    given.abort();
  }
}

async function piped({ input }: Terminal): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of input) {
    const part = Buffer.from(chunk as Buffer | string);
    bytes += part.length;
    if (bytes > PIPED_BYTES_MAX) break;
    chunks.push(part);
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
