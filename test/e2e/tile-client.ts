import { createHash, createPublicKey, verify } from 'node:crypto';

/** The size and root that a log has signed. */
export interface TreeHead {
  readonly size: number;
  readonly root: string;
}

type Fetch = (path: string) => Promise<Buffer>;

const sha256 = (...parts: Buffer[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest();
const leafOf = (entry: Buffer): Buffer => sha256(Buffer.of(0), entry);
const nodeOf = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.of(1), left, right);

/**
 * A client of C2SP tlog-tiles, written from the specifications alone: it shares no code with the
 * service, and believes nothing that it has not computed itself.
 */
export class TileClient {
  constructor(
    private readonly fetch: Fetch,
    private readonly verifierKey: string,
  ) {}

  /** The latest checkpoint, if the signature is the log's. */
  async checkpoint(): Promise<TreeHead> {
    return this.open((await this.fetch('checkpoint')).toString());
  }

  /** Verifies a signed note by the verifier key (C2SP signed-note, Ed25519). */
  open(note: string): TreeHead {
    // A plus sign separates, and may stand in the base64 of the key itself.
    const [name = '', keyId = '', ...key] = this.verifierKey.split('+');
    const encoded = key.join('+');
    const end = note.lastIndexOf('\n\n') + 1;
    const text = note.slice(0, end);
    const isSigned = note
      .slice(end + 1)
      .split('\n')
      .filter((line) => line.startsWith(`— ${name} `))
      .map((line) => Buffer.from(line.split(' ')[2] ?? '', 'base64'))
      .filter((bytes) => bytes.toString('hex', 0, 4) === keyId)
      .some((bytes) => verify(null, Buffer.from(text), keyOf(encoded), bytes.subarray(4)));
    if (!isSigned) throw new Error('The log has not signed this.');
    const [origin, size = '', root = ''] = text.split('\n');
    if (origin !== name) throw new Error(`This is the log ${String(origin)}.`);
    return { size: Number(size), root };
  }

  /** All leaf hashes, from the tiles of level 0. */
  async leaves(size: number): Promise<Buffer[]> {
    return this.level(0, size);
  }

  /** All hashes of one level, full tiles and the partial one. */
  async level(level: number, size: number): Promise<Buffer[]> {
    const count = Math.floor(size / 256 ** level);
    const hashes: Buffer[] = [];
    for (let first = 0; first < count; first += 256) {
      const width = Math.min(256, count - first);
      const tile = await this.fetch(`tile/${String(level)}/${pathOf(first / 256, width)}`);
      if (tile.length !== width * 32) throw new Error(`A tile of ${String(tile.length)} bytes.`);
      for (let at = 0; at < tile.length; at += 32) hashes.push(tile.subarray(at, at + 32));
    }
    return hashes;
  }

  /** All entries, each of which must hash to its leaf. */
  async entries(size: number): Promise<Buffer[]> {
    const leaves = await this.leaves(size);
    const entries: Buffer[] = [];
    for (let first = 0; first < size; first += 256) {
      const path = `tile/entries/${pathOf(first / 256, Math.min(256, size - first))}`;
      const bundle = await this.fetch(path);
      for (let at = 0; at < bundle.length; at += 2 + bundle.readUInt16BE(at)) {
        entries.push(bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at)));
      }
    }
    entries.forEach((entry, index) => {
      if (!leafOf(entry).equals(leaves[index] ?? Buffer.alloc(0))) {
        throw new Error(`Entry ${String(index)} is not the one that was logged.`);
      }
    });
    return entries;
  }
}

/** The root over leaf hashes, by the definition of RFC 6962 §2.1. */
export function rootOf(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return sha256();
  if (leaves.length === 1) return only;
  const middle = splitOf(leaves.length);
  return nodeOf(rootOf(leaves.slice(0, middle)), rootOf(leaves.slice(middle)));
}

/** The root that an inclusion proof leads to, by the definition of the path in RFC 6962 §2.1.1. */
export function rootByInclusion(
  entry: string,
  place: { readonly index: number; readonly size: number },
  proof: readonly string[],
): string {
  const hashes = proof.map((hash) => Buffer.from(hash, 'base64'));
  const climb = (index: number, size: number): Buffer => {
    if (size === 1) return leafOf(Buffer.from(entry));
    const middle = splitOf(size);
    const isLeft = index < middle;
    const sibling = hashes.pop() ?? Buffer.alloc(0);
    const own = isLeft ? climb(index, middle) : climb(index - middle, size - middle);
    return isLeft ? nodeOf(own, sibling) : nodeOf(sibling, own);
  };
  return climb(place.index, place.size).toString('base64');
}

/** The two roots that a consistency proof leads to, by its definition in RFC 6962 §2.1.2. */
export function rootsByConsistency(
  earlier: TreeHead,
  size: number,
  proof: readonly string[],
): { readonly before: string; readonly after: string } {
  const hashes = proof.map((hash) => Buffer.from(hash, 'base64'));
  const climb = (old: number, all: number, isWhole: boolean): [Buffer, Buffer] => {
    if (old === all) {
      const seam = isWhole ? Buffer.from(earlier.root, 'base64') : (hashes.shift() as Buffer);
      return [seam, seam];
    }
    const middle = splitOf(all);
    if (old <= middle) {
      const [before, after] = climb(old, middle, isWhole);
      return [before, nodeOf(after, hashes.shift() as Buffer)];
    }
    const [before, after] = climb(old - middle, all - middle, false);
    const left = hashes.shift() as Buffer;
    return [nodeOf(left, before), nodeOf(left, after)];
  };
  const [before, after] = climb(earlier.size, size, true);
  return { before: before.toString('base64'), after: after.toString('base64') };
}

/** The largest power of two that is smaller. */
function splitOf(count: number): number {
  return 2 ** Math.floor(Math.log2(count - 1));
}

function pathOf(index: number, width: number): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const groups = digits.match(/\d{3}/g) ?? [];
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return width === 256 ? path : `${path}.p/${String(width)}`;
}

/** SubjectPublicKeyInfo of Ed25519 (RFC 8410): a fixed head, and the 32 bytes after the type. */
function keyOf(encoded: string): ReturnType<typeof createPublicKey> {
  const head = Buffer.from('302a300506032b6570032100', 'hex');
  const key = Buffer.concat([head, Buffer.from(encoded, 'base64').subarray(1)]);
  return createPublicKey({ key, format: 'der', type: 'spki' });
}
