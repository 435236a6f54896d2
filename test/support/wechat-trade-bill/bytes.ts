/** What reading a file looks like to a reader: chunks of bytes that end anywhere. */
export async function* chunksOf(bytes: Uint8Array | string, size = 65_536) {
  const buffer = Buffer.from(bytes as Uint8Array);
  for (let start = 0; start < buffer.length; start += size) {
    await Promise.resolve();
    yield buffer.subarray(start, start + size);
  }
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

let gbkBytes: Map<string, number[]> | undefined;

/** Text as old Chinese software saves it. Node decodes GB18030 but does not encode it. */
export function inGbk(text: string): Buffer {
  gbkBytes ??= doubleByteTable();
  const bytes: number[] = [];
  for (const letter of text) {
    const code = letter.charCodeAt(0);
    const found = code < 0x80 ? [code] : gbkBytes.get(letter);
    if (found === undefined) throw new RangeError(`No double byte for ${letter}`);
    bytes.push(...found);
  }
  return Buffer.from(bytes);
}

function doubleByteTable(): Map<string, number[]> {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const letter = decoder.decode(Uint8Array.of(lead, trail));
      if (letter.length === 1 && letter !== '\uFFFD') table.set(letter, [lead, trail]);
    }
  }
  return table;
}
