import { hearPostgres } from './hear-postgres';

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const message = (code: string, body: Buffer | string): Buffer =>
  Buffer.concat([
    Buffer.from(code),
    int32(Buffer.byteLength(body) + 4),
    Buffer.from(body as string),
  ]);
const STARTUP = message('', '\0\x03\0\0user\0me\0\0');
const parse = (name: string, text: string): Buffer => message('P', `${name}\0${text}\0\0\0`);
const bind = (name: string, parameter: string): Buffer =>
  message(
    'B',
    Buffer.concat([
      Buffer.from(`\0${name}\0\0\0\0\x01`),
      int32(parameter.length),
      Buffer.from(`${parameter}\0\0`),
    ]),
  );

describe('hearing what a client of PostgreSQL says', () => {
  it('tells each statement with its parameters, also when it was named before', () => {
    const hear = hearPostgres();
    expect(hear(STARTUP)).toBe('');
    const first = hear(Buffer.concat([parse('one', 'SELECT $1'), bind('one', 'pyo_1')]));
    expect(first).toMatch(/^SELECT \$1 .*pyo_1/s);
    expect(hear(bind('one', 'pyo_2'))).toMatch(/^SELECT \$1 .*pyo_2/s);
    expect(hear(message('Q', 'COMMIT\0'))).toBe('COMMIT\n');
  });

  it('hears messages that come in pieces, or several at once', () => {
    const hear = hearPostgres();
    const said = Buffer.concat([
      STARTUP,
      ...[parse('', 'DELETE FROM jobs'), bind('', 'x'), message('Q', 'COMMIT\0')],
    ]);
    let heard = '';
    for (const byte of said) heard += hear(Buffer.of(byte));
    expect(heard).toBe(hearPostgres()(said));
    expect(heard).toMatch(/^DELETE FROM jobs .*\nCOMMIT\n$/s);
  });
});
