'use strict';
// Runs the command line from its sources, without a build step, compiled as Jest compiles it:
//   node test/faults/run-ganpei.cjs up --demo
const { resolve } = require('node:path');
const { transformFileSync } = require('@swc/core');

const ROOT = resolve(__dirname, '../..');

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

require('../../apps/cli/src/main.ts');
