import { randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { Clock, DomainError } from '@app/kernel';
import { CONFIG } from '@app/platform';
import type { Config, Tx } from '@app/platform';

import { successionLine } from '../domain/transparency/key-succession';
import type { NoteSigner } from '../domain/transparency/signed-note';
import { verifierKeyOf, verifierKeyText } from '../domain/transparency/verifier-key';
import { LogQueries } from '../log.queries';
import { LogKeyFiles } from '../log/log-key-files';

/** Who signs the next checkpoint, and as what. */
export interface OpenedLog {
  readonly origin: string;
  readonly signers: readonly NoteSigner[];
  /** While the key is replaced: the line by which the old key appoints the new one. */
  readonly extensions: readonly string[];
}

/** Opens the transparency log for signing; on the first start it gives it its name and its key. */
@Injectable()
export class OpenLog {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly files: LogKeyFiles,
    private readonly queries: LogQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * The caller holds the sealer's lock: nobody then signs with a key that was just replaced.
   * Refuses to sign with a key that is not the log's (`ledger.key_unknown`), or with none in the
   * place of one that is lost (`ledger.key_missing`): verifiers know the log by its key.
   */
  async run(tx: Tx): Promise<OpenedLog> {
    const origin = await this.origin(tx);
    const known = (await this.queries.keys(tx)).map(({ verifierKey }) => verifierKey);
    const next = await this.files.next();
    if (next !== null && known.includes(verifierKeyText(origin, next))) {
      // A checkpoint with the new key is committed: what is left to do is to drop the old one.
      await this.files.promoteNext();
      return this.run(tx);
    }
    const inForce = known.at(-1);
    const current = await this.currentKey({ isFirstStart: inForce === undefined, next });
    if (current !== null && inForce !== undefined && verifierKeyText(origin, current) !== inForce) {
      throw keyUnknown(verifierKeyText(origin, current), inForce);
    }
    return {
      origin,
      signers: [current, next]
        .filter((key) => key !== null)
        .map((privateKey) => ({ name: origin, privateKey })),
      extensions: successionLines(origin, current, next),
    };
  }

  /** Keeps the public keys that a checkpoint was signed with; call it in the same transaction. */
  async recordSigners(tx: Tx, signers: readonly NoteSigner[]): Promise<void> {
    for (const { name, privateKey } of signers) {
      await tx.query(
        // The database's own clock, because the order counts: the last key is the one in force.
        `INSERT INTO ledger_log_keys (verifier_key, created_at) VALUES ($1, clock_timestamp())
         ON CONFLICT (verifier_key) DO NOTHING`,
        [verifierKeyText(name, privateKey)],
      );
    }
  }

  /** The log's name, given on the first call. */
  async origin(tx: Tx): Promise<string> {
    const origin = await this.queries.origin(tx);
    if (origin !== null) return origin;
    const madeUp = `ganpei.invalid/log/${randomBytes(8).toString('hex')}`;
    const chosen = this.config.ledger.origin ?? madeUp;
    await tx.query(
      `INSERT INTO ledger_log (one, origin, created_at) VALUES (true, $1, $2)
       ON CONFLICT (one) DO NOTHING`,
      [chosen, this.clock.now()],
    );
    return (await this.queries.origin(tx)) ?? chosen;
  }

  /** Null only while a new key takes the place of one that was lost. */
  private async currentKey(wish: {
    readonly isFirstStart: boolean;
    readonly next: KeyObject | null;
  }): Promise<KeyObject | null> {
    if (wish.isFirstStart && wish.next === null) return this.files.readOrMakeCurrent();
    const current = await this.files.current();
    if (current === null && wish.next === null) throw keyMissing();
    return current;
  }
}

/** A key that was lost appoints nobody. */
function successionLines(
  origin: string,
  current: KeyObject | null,
  next: KeyObject | null,
): string[] {
  return current === null || next === null ? [] : [successionLine(verifierKeyOf(origin, next))];
}

function keyMissing(): DomainError {
  return new DomainError('unavailable', 'ledger.key_missing', {
    en:
      'The private key of the transparency log is not in the state folder. Bring keys/ledger-log.ed25519.pem back from a backup; ' +
      'if it is lost for good, run "ganpei ledger rotate-key --lost" and give the new key to all who verify.',
    'zh-CN':
      '状态目录中没有透明日志的私钥。请从备份恢复 keys/ledger-log.ed25519.pem；' +
      '若已永久丢失，请运行“ganpei ledger rotate-key --lost”，并把新公钥告知所有验证方。',
  });
}

function keyUnknown(found: string, inForce: string): DomainError {
  return new DomainError('unavailable', 'ledger.key_unknown', {
    en:
      `The key in the state folder is ${found}, but the transparency log is signed with ${inForce}: ` +
      'state folder and database are of different installations or times. Bring them back from one backup.',
    'zh-CN':
      `状态目录中的密钥是 ${found}，而透明日志使用的是 ${inForce}：` +
      '状态目录与数据库来自不同的安装或时间，请用同一份备份恢复。',
  });
}
