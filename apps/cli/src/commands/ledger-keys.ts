import { LedgerModule, LogKeyFiles, LogQueries, RotateLogKey, verifierKeyText } from '@app/ledger';
import { UnitOfWork } from '@app/platform';
import type { Config } from '@app/platform';

import { withModule } from '../module-context';
import { withInstallation } from '../open-installation';

/**
 * `ganpei ledger keys`: the public keys that verify checkpoints, one a line, the oldest first, each
 * with a tab and since when. Returns the exit code.
 */
export async function runLedgerKeys(config: Config): Promise<number> {
  const lines = await withInstallation(config, async (reads) => {
    const queries = new LogQueries();
    const origin = await queries.origin(reads);
    if (origin === null) return [];
    const known = await queries.keys(reads);
    const files = new LogKeyFiles(config);
    const waiting = [await files.current(), await files.next()]
      .filter((key) => key !== null)
      .map((key) => verifierKeyText(origin, key))
      .filter((text) => !known.some(({ verifierKey }) => verifierKey === text));
    return [
      ...known.map(
        ({ verifierKey, createdAt }) => `${verifierKey}\tsince ${createdAt.toISOString()}`,
      ),
      ...waiting.map((text) => `${text}\tfrom the next checkpoint on`),
    ];
  });
  if (lines.length === 0) {
    process.stderr.write(
      '日志尚无密钥，请先启动服务。 The log has no key yet; start the service first.\n',
    );
    return 1;
  }
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

/** `ganpei ledger rotate-key`: makes the key that signs from the next checkpoint on. */
export async function runRotateLogKey(config: Config, isLost: boolean): Promise<void> {
  const verifierKey = await withModule(config, { module: LedgerModule }, (ledger) =>
    ledger.get(UnitOfWork).transaction((tx) => ledger.get(RotateLogKey).run(tx, { isLost })),
  );
  process.stdout.write(`${verifierKey}\n`);
  process.stderr.write(
    isLost
      ? '新密钥自下一个检查点起生效；没有旧密钥为其背书，请将其告知所有验证方。\n' +
          'The new key signs from the next checkpoint on. No old key vouches for it: give it to all who verify.\n'
      : '新密钥自下一个检查点起生效；该检查点由新旧密钥共同签名。\n' +
          'The new key signs from the next checkpoint on; that one is signed by both keys and names the new one.\n',
  );
}
