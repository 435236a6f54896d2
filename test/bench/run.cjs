'use strict';
// Runs a benchmark without a build step, compiled as Jest compiles it:
//   node test/bench/run.cjs ledger
const { join } = require('node:path');
require('../support/run-typescript.cjs');

const BENCHMARKS = ['claims', 'ledger', 'mail', 'payouts', 'programs', 'reconciliation', 'web'];

const [benchmark] = process.argv.slice(2);
if (!BENCHMARKS.includes(benchmark)) {
  console.error(`Which benchmark? One of: ${BENCHMARKS.join(', ')}`);
  process.exit(2);
}
require(join(__dirname, `${benchmark}.bench.ts`))
  .main()
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
