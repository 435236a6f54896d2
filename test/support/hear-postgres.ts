import type { Listener } from './proxied-connection';

const CODE_BYTES = 1;
const LENGTH_BYTES = 4;

/**
 * Hears which statements a client of PostgreSQL runs, each on a line with its parameters, though it
 * names most of them only once on a connection. Source: PostgreSQL, "Message Formats" (3.0).
 */
export function hearPostgres(): Listener {
  const statements = new Map<string, string>();
  let rest = Buffer.alloc(0);
  let hasBegun = false;
  return (piece) => {
    rest = Buffer.concat([rest, piece]);
    let heard = '';
    for (;;) {
      // Only the first message has no code in front.
      const head = hasBegun ? CODE_BYTES : 0;
      if (rest.length < head + LENGTH_BYTES) return heard;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) return heard;
      if (hasBegun) heard += lineOf(rest.subarray(0, length), statements);
      rest = rest.subarray(length);
      hasBegun = true;
    }
  };
}

function lineOf(message: Buffer, statements: Map<string, string>): string {
  const code = message.toString('latin1', 0, CODE_BYTES);
  const [first = '', second = '', ...others] = message
    .toString('latin1', CODE_BYTES + LENGTH_BYTES)
    .split('\0');
  if (code === 'Q') return `${first}\n`;
  if (code === 'P') statements.set(first, second);
  return code === 'B' ? `${statements.get(second) ?? ''} ${others.join(' ')}\n` : '';
}
