import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BundleFiles } from '../../../../test/support/bundle-files';
import {
  SAMPLE_KEY,
  sampleJournals,
  writeSampleBundle,
} from '../../../../test/support/sample-bundle';
import { verifyBundle } from './verify-bundle';

// What was signed and given away has to be readable for ever: whoever has to change one of these
// texts makes a new version of the bundle, and keeps on reading the old one.

describe('a bundle of three journals', () => {
  let folder: string;
  let files: BundleFiles;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ganpei-golden-'));
    const out = join(folder, 'bundle');
    await writeSampleBundle(out, { journals: sampleJournals(4, 3), checkpointsAt: [2] });
    files = BundleFiles.read(out);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('has these bytes, leaves, root and notes', () => {
    expect(files.text('journals-000001.jsonl')).toMatchInlineSnapshot(`
      "{"actor":"system","claimId":null,"effectiveAt":"2026-03-09T23:59:59.500000Z","id":"jnl_01m8beenaye000000000000004","idempotencyKey":"clm_01m8beenaye000000000000004/E05","kind":"E05","lane":4,"memo":"back\\\\slash\\n\\u0007","occurredAt":"2026-03-09T23:59:59.500Z","postedAt":"2026-03-10T00:00:00.000000Z","reversesId":null,"transfers":[{"amountMinor":"1016993709","credit":"1010","currency":"CNY","debit":"1030","dimensions":{"pack":"cn-wallet-theft-guarantee@0.1.0","rail":"simulated"}}]}
      {"actor":"system","claimId":"clm_01m8beenaye00000000000010y","effectiveAt":"2026-03-10T00:00:00.871000Z","id":"jnl_01m8beenaye00000000000010y","idempotencyKey":"clm_01m8beenaye00000000000010y/E05","kind":"E05","lane":30,"memo":"立案准备金","occurredAt":"2026-03-10T00:00:00.871Z","postedAt":"2026-03-10T00:00:01.371001Z","reversesId":null,"transfers":[{"amountMinor":"843492033","credit":"2030","currency":"JPY","debit":"5010","dimensions":{"pack":"cn-wallet-theft-guarantee@0.1.0","rail":"simulated"}},{"amountMinor":"1959080639","credit":"4010","currency":"KWD","debit":"2030","dimensions":{"pack":"cn-wallet-theft-guarantee@0.1.0","rail":"simulated"}}]}
      {"actor":"system","claimId":"clm_01m8beenaye00000000000021g","effectiveAt":"2026-03-10T00:00:02.242000Z","id":"jnl_01m8beenaye00000000000021g","idempotencyKey":"clm_01m8beenaye00000000000021g/E05","kind":"E05","lane":48,"memo":"Payout \\"sent\\"","occurredAt":"2026-03-10T00:00:02.242Z","postedAt":"2026-03-10T00:00:02.742002Z","reversesId":null,"transfers":[{"amountMinor":"1080040702","credit":"1010","currency":"CNY","debit":"2030","dimensions":{"pack":"cn-wallet-theft-guarantee@0.1.0","rail":"simulated"}}]}
      "
    `);
    expect(files.bytes('hashes-000001.bin').toString('hex').match(/.{64}/g)).toMatchInlineSnapshot(`
      [
        "9be0128e499c340f6ee1001018f144e993b217ba8c381ea6fe8366ecaf7782b8",
        "f711bbbc6de45f722c4490d07742ddb853b0c5085873507b1b12f2f76bae98bc",
        "add42f8c6ec969698d534aebd281a0c28471b6c5c76e5537b008feb1f910ff18",
      ]
    `);
    expect(files.text('checkpoints/0000000000000002.txt')).toMatchInlineSnapshot(`
      "ledger.example/sample
      2
      /1rmEFstQyu1PvbOR/a7Qg9jo1kMGgrXvxOusSR6YPo=

      — ledger.example/sample 62YRMwONiBmHjJysHiNQQfBMLI9A3S5F4TG2gvd4/6WQrfXRrNVX8+pJJaGw1QKZpATnM8ICgMGuSGxp58oQdtQUKQI=
      "
    `);
    expect(files.text('checkpoints/0000000000000003.txt')).toMatchInlineSnapshot(`
      "ledger.example/sample
      3
      4icOWbn5Ey+f4O0v5+X10qNONAqrFgRV59ebxGwY2IA=

      — ledger.example/sample 62YRM6t68qKhsk/ZsMxgZRkSU4wKnwPxHgw6tStdNCd7tAZsFvQwn1HGoryvGEM5wBDnx4v9iYwIOrTTNi5ut8vVtQA=
      "
    `);
    expect(files.text('keys.txt')).toMatchInlineSnapshot(`
      "ledger.example/sample+eb661133+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs
      "
    `);
    expect(files.text('manifest.note')).toMatchInlineSnapshot(`
      "ganpei ledger bundle v1
      ledger.example/sample
      sha256 7f294adba3a7c49ccfeb7e8e58894c7d4172b04a8052652e39432ae796e53cce

      — ledger.example/sample 62YRMzovbvpMcM/1Mr7/5FKuRkjJa2xdBVAY90naxt41NlTOu1XesTi2sAJjoqi5YEaeTMnqVczjtKndjmVnmG+gCQs=
      "
    `);
  });

  it('has these other files', () => {
    expect(files.text('balances.json')).toMatchInlineSnapshot(`
      "[
        {
          "account": "1010",
          "currency": "CNY",
          "debitMinor": "0",
          "creditMinor": "2097034411",
          "balanceMinor": "-2097034411"
        },
        {
          "account": "1030",
          "currency": "CNY",
          "debitMinor": "1016993709",
          "creditMinor": "0",
          "balanceMinor": "1016993709"
        },
        {
          "account": "2030",
          "currency": "CNY",
          "debitMinor": "1080040702",
          "creditMinor": "0",
          "balanceMinor": "-1080040702"
        },
        {
          "account": "2030",
          "currency": "JPY",
          "debitMinor": "0",
          "creditMinor": "843492033",
          "balanceMinor": "843492033"
        },
        {
          "account": "2030",
          "currency": "KWD",
          "debitMinor": "1959080639",
          "creditMinor": "0",
          "balanceMinor": "-1959080639"
        },
        {
          "account": "4010",
          "currency": "KWD",
          "debitMinor": "0",
          "creditMinor": "1959080639",
          "balanceMinor": "1959080639"
        },
        {
          "account": "5010",
          "currency": "JPY",
          "debitMinor": "843492033",
          "creditMinor": "0",
          "balanceMinor": "843492033"
        }
      ]
      "
    `);
    expect(files.text('manifest.json')).toMatchInlineSnapshot(`
      "{
        "format": "ganpei-ledger-bundle",
        "version": 1,
        "origin": "ledger.example/sample",
        "size": 3,
        "rootBase64": "4icOWbn5Ey+f4O0v5+X10qNONAqrFgRV59ebxGwY2IA=",
        "files": [
          {
            "path": "journals-000001.jsonl",
            "bytes": 1659,
            "sha256": "b7087a51ca53799348ef26489c8c157ece33ab21c71bea73101bd7ad00449e9b"
          },
          {
            "path": "hashes-000001.bin",
            "bytes": 96,
            "sha256": "5d5f7d940e7660bed891420d15993cebdb4c056da35b03a48fdb5b49a5259c02"
          },
          {
            "path": "chart.json",
            "bytes": 2593,
            "sha256": "ae7c94bb149ae63e53aac0dc6cc5580d5bb906e5f80276ae309bb846a6359eaf"
          },
          {
            "path": "balances.json",
            "bytes": 1010,
            "sha256": "34b466176112f12ad462203a764427978740f8c97289b0b98490700348d0fa7c"
          },
          {
            "path": "keys.txt",
            "bytes": 76,
            "sha256": "09857100a44d3d5101f9382c7ea0ba78fdb7575354f4619df9153742dbe3745d"
          },
          {
            "path": "checkpoints/0000000000000002.txt",
            "bytes": 189,
            "sha256": "a7ba99a0c6ecd9f0f05a9eccb1ce6adc08204b31bcabb5a7509d72a62d9bf4cb"
          },
          {
            "path": "checkpoints/0000000000000003.txt",
            "bytes": 189,
            "sha256": "20e7595ce19a45a75707af25562dbb7c4dc56abcb228bd53e101ee34d08cc4b0"
          }
        ]
      }
      "
    `);
    const chart = createHash('sha256').update(files.bytes('chart.json')).digest('hex');
    expect(files.text('manifest.json')).toContain(chart);
  });

  it('is found good', () => {
    expect(verifyBundle(join(folder, 'bundle'), { keys: [SAMPLE_KEY] }).lines).toBe(4);
  });
});
