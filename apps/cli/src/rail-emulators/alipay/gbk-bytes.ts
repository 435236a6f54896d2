/** Every letter that GBK writes with two bytes. */
let twoBytes: ReadonlyMap<string, readonly [number, number]> | undefined;

/** A text in GBK, as Alipay writes its bills. Letters that GBK does not have become `?`. */
export function gbkBytes(text: string): Buffer {
  const table = (twoBytes ??= readTable());
  const bytes = [...text].flatMap((letter): readonly number[] => {
    const code = letter.codePointAt(0) ?? 0;
    return code < 0x80 ? [code] : (table.get(letter) ?? [0x3f]);
  });
  return Buffer.from(bytes);
}

/** Node decodes GBK and does not encode it: the table is the decoder's, turned around. */
function readTable(): Map<string, readonly [number, number]> {
  const decoder = new TextDecoder('gbk');
  const table = new Map<string, readonly [number, number]>();
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const letter = decoder.decode(Uint8Array.of(high, low));
      if ([...letter].length === 1 && letter !== '\uFFFD') table.set(letter, [high, low]);
    }
  }
  return table;
}
