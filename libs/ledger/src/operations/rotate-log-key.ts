import { Injectable } from '@nestjs/common';

import { DomainError } from '@app/kernel';
import type { Tx } from '@app/platform';

import { verifierKeyText } from '../domain/transparency/verifier-key';
import { LogKeyFiles } from '../log/log-key-files';
import { holdSealLock } from '../persistence/seal-lock';
import { OpenLog } from './open-log';

/** Makes the key that takes over with the next checkpoint, for an operator. */
@Injectable()
export class RotateLogKey {
  constructor(
    private readonly openLog: OpenLog,
    private readonly files: LogKeyFiles,
  ) {}

  /**
   * Returns the verifier key of the new one. `isLost` says that there is no old key any more to
   * appoint it. Refuses while an earlier rotation waits for its checkpoint.
   */
  async run(tx: Tx, { isLost }: { readonly isLost: boolean }): Promise<string> {
    await holdSealLock(tx);
    if (isLost) {
      if ((await this.files.current()) !== null) throw notLost();
    } else if ((await this.openLog.run(tx)).extensions.length > 0) {
      throw pending();
    }
    const origin = await this.openLog.origin(tx);
    const next = await this.files.readOrMakeNext();
    return verifierKeyText(origin, next);
  }
}

function pending(): DomainError {
  return new DomainError('conflict', 'ledger.rotation_pending', {
    en: 'A new key waits for the next checkpoint already; it takes over as soon as a journal is sealed.',
    'zh-CN': '已有新密钥等待下一个检查点，下一笔分录封存后即生效。',
  });
}

function notLost(): DomainError {
  return new DomainError('conflict', 'ledger.key_not_lost', {
    en:
      'There is a private key in the state folder. Run "ganpei ledger rotate-key" without --lost, so that it appoints the new one; ' +
      'if the file is the wrong one, move keys/ledger-log.ed25519.pem away first.',
    'zh-CN':
      '状态目录中已有私钥。请去掉 --lost 运行“ganpei ledger rotate-key”，由旧密钥指定新密钥；' +
      '若该文件有误，请先移走 keys/ledger-log.ed25519.pem。',
  });
}
