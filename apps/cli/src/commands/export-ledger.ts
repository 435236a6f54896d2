import { resolve } from 'node:path';

import { ExportLedger, LogKeyFiles, LogQueries } from '@app/ledger';
import type { ExportWish } from '@app/ledger';
import type { Config } from '@app/platform';

import { withInstallation } from '../open-installation';

/** `ganpei ledger export`: writes the sealed journals into a folder. */
export async function runExportLedger(config: Config, wish: ExportWish): Promise<void> {
  const { size, unsealed } = await withInstallation(config, (reads) =>
    new ExportLedger(new LogQueries(), new LogKeyFiles(config)).run(reads, wish),
  );
  const out = resolve(wish.out);
  process.stdout.write(
    `已导出 ${String(size)} 笔分录：${out} Exported ${String(size)} journals to ${out}\n`,
  );
  if (unsealed > 0) {
    process.stdout.write(
      `另有 ${String(unsealed)} 笔尚未封存，不在导出之列。 ${String(unsealed)} more are not sealed yet and not in it.\n`,
    );
  }
  if (wish.formats.includes('bundle')) {
    process.stdout.write(`验证 Verify: npx ganpei verify ${wish.out}\n`);
  }
}
