import { BundleWriter } from '../../libs/ledger/src/bundle/bundle-writer';
import type { BundleContent } from '../../libs/ledger/src/bundle/bundle-writer';
import { FolderWriter } from '../../libs/ledger/src/bundle/folder-writer';
import { BalanceFold } from '../../libs/ledger/src/domain/bundle/balances';
import type { Balance } from '../../libs/ledger/src/domain/bundle/balances';
import type { Chart, ChartAccount } from '../../libs/ledger/src/domain/bundle/chart';
import { canonicalJournal } from '../../libs/ledger/src/domain/canonical-journal';
import type {
  CanonicalJournal,
  CanonicalTransfer,
} from '../../libs/ledger/src/domain/canonical-journal';
import { formatCheckpoint } from '../../libs/ledger/src/domain/transparency/checkpoint';
import { CompactRange, leafHash } from '../../libs/ledger/src/domain/transparency/merkle-tree';
import { signNote } from '../../libs/ledger/src/domain/transparency/signed-note';
import type { NoteSigner } from '../../libs/ledger/src/domain/transparency/signed-note';
import { seededKey } from '../../libs/ledger/src/domain/transparency/testing/seeded-key';
import { verifierKeyText } from '../../libs/ledger/src/domain/transparency/verifier-key';
import { SeededRandom } from './wechat-trade-bill/seeded-random';

export const SAMPLE_ORIGIN = 'ledger.example/sample';

/** The key of these tests, the same in each run. */
export const SAMPLE_SIGNER: NoteSigner = {
  name: SAMPLE_ORIGIN,
  privateKey: seededKey(Buffer.alloc(32, 7)),
};
export const SAMPLE_KEY = verifierKeyText(SAMPLE_ORIGIN, SAMPLE_SIGNER.privateKey);

const account = (
  code: string,
  nameEn: string,
  type: ChartAccount['type'],
  rest: Partial<ChartAccount> = {},
): ChartAccount => ({
  code,
  nameEn,
  nameZh: `科目${code}`,
  type,
  normalSide: type === 'asset' || type === 'expense' ? 'debit' : 'credit',
  currency: null,
  dimensions: [],
  closing: null,
  ...rest,
});

/** A period ends in March, and an account of April is closed after the last journal. */
export const SAMPLE_CHART: Chart = {
  accounts: [
    account('1010', 'Operating cash', 'asset'),
    account('1030', 'Payout rail balance', 'asset'),
    account('1031', 'Yen float', 'asset', { currency: 'JPY' }),
    account('2010', 'Case reserves', 'liability'),
    account('2030', 'Claims payable', 'liability'),
    account('3010', 'Fund capital', 'equity'),
    account('4010', 'Contributions earned', 'income'),
    account('5010', 'Claims incurred', 'expense', {
      closing: { closedAt: '2027-01-01T00:00:00.000000Z', closedBy: 'zhao', reason: 'Merged' },
    }),
    account('9100', 'Memo: gross amount claimed', 'memo', { normalSide: 'debit' }),
    account('9101', 'Memo: gross amount claimed, contra', 'memo'),
  ],
  periodClosings: [
    {
      closedUntil: '2026-03-01T00:00:00.000000Z',
      closedAt: '2026-03-05T08:00:00.000000Z',
      closedBy: 'zhao',
      reason: '二月结账',
    },
  ],
};

const CODES = ['1010', '1030', '2010', '2030', '3010', '4010', '5010'];
const CURRENCIES = ['CNY', 'CNY', 'CNY', 'JPY', 'KWD'];
const MEMO = 'Case reserve set';
const MEMOS = [MEMO, '立案准备金', 'Payout "sent"', 'back\\slash\n\u0007', 'emoji 🙂'];
const CLOSED_UNTIL = '2026-03-01T00:00:00.000000Z';
const BEGIN_MS = Date.UTC(2026, 2, 10);
const STEP_MS = 1_371;
const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz';

function idOf(index: number, lane: number): string {
  let digits = '';
  for (let rest = index; rest > 0; rest = Math.floor(rest / 32)) {
    digits = `${BASE32.charAt(rest % 32)}${digits}`;
  }
  const end = `${BASE32.charAt(lane >> 5)}${BASE32.charAt(lane & 31)}`;
  return `jnl_01m8beenaye${digits.padStart(13, '0')}${end}`;
}

/** Journals that keep to all rules: reversals, late facts, several currencies and lines. */
export class SampleJournals {
  private readonly random: SeededRandom;
  private readonly reversible: CanonicalJournal[] = [];
  private index = 0;

  constructor(
    seed: number,
    private readonly isPlain = false,
  ) {
    this.random = new SeededRandom(seed);
  }

  next(): CanonicalJournal {
    const reversalPercent = this.isPlain ? 1 : 10;
    const original = this.random.happens(reversalPercent) ? this.reversible.pop() : undefined;
    const journal = original === undefined ? this.fresh() : this.reversalOf(original);
    this.index += 1;
    return journal;
  }

  private fresh(): CanonicalJournal {
    const transfers = this.transfers();
    const journal = this.journal({ lane: this.random.below(64), kind: 'E05', transfers });
    if (this.random.happens(50)) this.reversible.push(journal);
    if (this.reversible.length > 100) this.reversible.shift();
    return journal;
  }

  private reversalOf({ lane, id, transfers }: CanonicalJournal): CanonicalJournal {
    const journal = this.journal({ lane, kind: 'E36', transfers: transfers.map(mirrored) });
    return { ...journal, reversesId: id };
  }

  private journal(wish: Pick<CanonicalJournal, 'lane' | 'kind' | 'transfers'>): CanonicalJournal {
    const id = idOf(this.index, wish.lane);
    return {
      ...wish,
      id,
      claimId: this.random.happens(80) ? `clm_${id.slice(4)}` : null,
      ...this.times(),
      actor: 'system',
      reversesId: null,
      idempotencyKey: `clm_${id.slice(4)}/${wish.kind}`,
      memo: this.random.pick(this.isPlain ? [MEMO] : MEMOS),
    };
  }

  /** Some facts come late, and count from the end of the closed period then. */
  private times(): Pick<CanonicalJournal, 'occurredAt' | 'effectiveAt' | 'postedAt'> {
    const postedMs = BEGIN_MS + this.index * STEP_MS;
    const occurredMs = postedMs - (this.random.happens(5) ? 30 * 86_400_000 : 500);
    const occurredAt = new Date(occurredMs).toISOString();
    const occurred = `${occurredAt.slice(0, -1)}000Z`;
    const digits = String(this.index % 1_000).padStart(3, '0');
    return {
      occurredAt,
      effectiveAt: occurred < CLOSED_UNTIL ? CLOSED_UNTIL : occurred,
      postedAt: `${new Date(postedMs).toISOString().slice(0, -1)}${digits}Z`,
    };
  }

  private transfers(): CanonicalTransfer[] {
    const count = this.random.pick(this.isPlain ? [1] : [1, 1, 1, 2, 4]);
    return Array.from({ length: count }, (): CanonicalTransfer => {
      const debit = this.random.pick(CODES);
      const credit = this.random.pick(CODES.filter((code) => code !== debit));
      return {
        debit,
        credit,
        currency: this.random.pick(CURRENCIES),
        amountMinor: String(this.random.between(1, 2_000_000_000)),
        dimensions: { pack: 'cn-wallet-theft-guarantee@0.1.0', rail: 'simulated' },
      };
    });
  }
}

function mirrored({ debit, credit, ...line }: CanonicalTransfer): CanonicalTransfer {
  return { ...line, debit: credit, credit: debit };
}

export interface SampleWish {
  readonly journals: Iterable<CanonicalJournal>;
  /** The sizes at which the log signs a checkpoint, besides the end. */
  readonly checkpointsAt?: readonly number[];
  readonly journalsPerFile?: number;
  readonly signers?: readonly NoteSigner[];
  readonly origin?: string;
  readonly chart?: Chart;
  /** Stated instead of the right ones. */
  readonly balances?: readonly Balance[];
  /** Checkpoints that are not of these journals. */
  readonly extraNotes?: ReadonlyMap<number, string>;
  /** A change of the key, by a checkpoint that names the next one, or does not. */
  readonly succession?: {
    readonly at: number;
    readonly next: NoteSigner;
    readonly line: string | null;
  };
}

/** What a log signed while a sample was written. */
export interface SampleBundle {
  readonly notes: ReadonlyMap<number, string>;
  readonly content: BundleContent;
}

/** Writes a bundle as an export would, but from journals in memory. */
export async function writeSampleBundle(out: string, wish: SampleWish): Promise<SampleBundle> {
  const folder = await FolderWriter.into(out);
  const writer = new BundleWriter(folder, wish.journalsPerFile);
  const log = new SampleLog(wish);
  for (const journal of wish.journals) {
    log.append(journal);
    if (log.lines.length === LINES_AT_ONCE) await log.writeLines(writer);
  }
  await log.writeLines(writer);
  const content = log.end();
  await writer.finish(content);
  await folder.finish();
  return { notes: log.notes, content };
}

const LINES_AT_ONCE = 1_000;

/** A log in memory that signs itself on the way. */
class SampleLog {
  readonly notes = new Map<number, string>();
  lines: string[] = [];
  private hashes: Buffer[] = [];
  private readonly range = new CompactRange();
  private readonly fold = new BalanceFold();
  private readonly chart: Chart;
  private readonly origin: string;
  private readonly keys: string[] = [];
  private signers: readonly NoteSigner[] = [];

  constructor(private readonly wish: SampleWish) {
    this.chart = wish.chart ?? SAMPLE_CHART;
    this.origin = wish.origin ?? SAMPLE_ORIGIN;
    this.signWith(wish.signers ?? [SAMPLE_SIGNER]);
  }

  append(journal: CanonicalJournal): void {
    const line = canonicalJournal(journal);
    const hash = leafHash(line);
    this.lines.push(line);
    this.hashes.push(hash);
    this.range.append(hash);
    for (const transfer of journal.transfers) this.fold.add({ ...transfer, dimensions: '' });
    if (this.wish.checkpointsAt?.includes(this.range.size) === true) this.sign();
  }

  async writeLines(writer: BundleWriter): Promise<void> {
    await writer.add(this.lines, this.hashes);
    this.lines = [];
    this.hashes = [];
  }

  end(): BundleContent {
    if (!this.notes.has(this.range.size)) this.sign();
    const { chart, origin, keys, signers } = this;
    return {
      checkpoint: { origin, size: this.range.size, root: this.range.root(), extensions: [] },
      checkpointNotes: new Map([...this.notes, ...(this.wish.extraNotes ?? [])]),
      chart,
      balances: this.wish.balances ?? this.fold.balances(chart.accounts),
      keys,
      signers,
    };
  }

  private sign(): void {
    const { size } = this.range;
    const { succession } = this.wish;
    const isSuccession = succession?.at === size;
    const extensions = isSuccession && succession.line !== null ? [succession.line] : [];
    const text = formatCheckpoint({
      origin: this.origin,
      size,
      root: this.range.root(),
      extensions,
    });
    this.notes.set(size, signNote(text, this.signers));
    if (isSuccession) this.signWith([succession.next]);
  }

  private signWith(signers: readonly NoteSigner[]): void {
    this.signers = signers;
    this.keys.push(...signers.map(({ name, privateKey }) => verifierKeyText(name, privateKey)));
  }
}

/** `count` journals of a seed. */
export function* sampleJournals(
  seed: number,
  count: number,
  isPlain = false,
): Generator<CanonicalJournal> {
  const sample = new SampleJournals(seed, isPlain);
  for (let made = 0; made < count; made += 1) yield sample.next();
}
