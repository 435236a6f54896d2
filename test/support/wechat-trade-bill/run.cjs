'use strict';
// Runs a script of this folder without a build step, compiled as Jest compiles it:
//   node test/support/wechat-trade-bill/run.cjs write-demo-bill bill.csv 2026-03-01
//   node test/support/wechat-trade-bill/run.cjs measure-import 200
const { join } = require('node:path');
require('../run-typescript.cjs');

const SCRIPTS = ['write-demo-bill', 'measure-import'];

const [script, ...values] = process.argv.slice(2);
if (!SCRIPTS.includes(script)) {
  console.error(`Which script? One of: ${SCRIPTS.join(', ')}`);
  process.exit(2);
}
require(join(__dirname, `${script}.ts`))
  .main(values)
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
