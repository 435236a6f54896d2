'use strict';
// Lets Node require our TypeScript without a build step, compiled as Jest compiles it. For the
// small commands of test/: benchmarks, the bill generator, and the command line in the fault tests.
const { resolve } = require('node:path');
const { transformFileSync } = require('@swc/core');

require.extensions['.ts'] = (module, file) => {
  const { code } = transformFileSync(file, {
    swcrc: false,
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      baseUrl: resolve(__dirname, '../..'),
      paths: { '@app/*': ['./libs/*/src/index.ts'] },
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
  });
  module._compile(code, file);
};
