'use strict';
// Runs a benchmark without a build step, compiled as Jest compiles it:
//   node test/bench/run.cjs ledger
const { join, resolve } = require('node:path');
const { transformFileSync } = require('@swc/core');

const ROOT = resolve(__dirname, '../..');
const BENCHMARKS = ['ledger'];

require.extensions['.ts'] = (module, file) => {
  const { code } = transformFileSync(file, {
    swcrc: false,
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      baseUrl: ROOT,
      paths: { '@app/*': ['./libs/*/src/index.ts'] },
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
  });
  module._compile(code, file);
};

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
