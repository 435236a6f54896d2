// @ts-check
import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import jest from 'eslint-plugin-jest';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const TESTS = ['**/*.spec.ts', '**/*.e2e-spec.ts', 'test/**/*.ts'];
const WEB = ['apps/web/**/*.{ts,tsx}'];
const DOMAIN = ['libs/*/src/domain/**/*.ts'];

/** Named in `no-restricted-syntax`: what is banned, and what to do instead. */
const EVERYWHERE = [
  {
    selector: "CallExpression[callee.name='forwardRef']",
    message: 'A circle of modules: move the shared part down.',
  },
  {
    selector: ":matches(CallExpression[callee.name='parseFloat'], [property.name='parseFloat'])",
    message:
      'Floats round. Amounts are read by parseDecimal of @app/money, shares in basis points.',
  },
  {
    selector: 'ExportAllDeclaration',
    message: 'Name what you export: the public face of a lib is a list that a reader can check.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Guessable and not repeatable: ids come from newId, secrets from node:crypto.',
  },
];
const LEDGER_WRITE =
  'callee.property.name=/^(save|insert|update|upsert|delete|remove|softRemove)$/';
const LEDGER_FROM_OUTSIDE = [
  `CallExpression[${LEDGER_WRITE}][arguments.0.name=/^Ledger/]`,
  `CallExpression[${LEDGER_WRITE}][callee.object.callee.property.name='getRepository'][callee.object.arguments.0.name=/^Ledger/]`,
].map((selector) => ({
  selector,
  message: 'The ledger is written by posting a journal, and corrected by reversing it.',
}));
const PARAMETERS = [
  {
    selector:
      ':matches(FunctionDeclaration, ArrowFunctionExpression, :not(MethodDefinition[kind="constructor"]) > FunctionExpression)[params.length>4]',
    message: 'More than four parameters: take one object with names.',
  },
];
const COLLABORATORS = [
  {
    selector: 'MethodDefinition[kind="constructor"] > FunctionExpression[params.length>7]',
    message: 'More than seven collaborators: this class does more than one thing.',
  },
];
const NO_DEFAULT_EXPORT = [
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Named exports only: one thing has one name in the whole repository.',
  },
];
const TIME = [
  {
    selector:
      ":matches(CallExpression[callee.object.name='Date'][callee.property.name='now'], NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date'])",
    message: 'Time comes from Clock (@app/kernel), so that tests can move it.',
  },
];
const LEDGER_FROM_INSIDE = [
  {
    selector: 'CallExpression[callee.property.name=/^(save|remove|softRemove|upsert)$/]',
    message: 'The ledger is append-only: insert a new row, never change one.',
  },
];
const PURE = [
  {
    selector: ":matches(AwaitExpression, [async=true], MemberExpression[object.name='process'])",
    message: 'domain/ is pure: it gets data and `now`, and returns data.',
  },
];
const ALL = [...EVERYWHERE, ...PARAMETERS, ...COLLABORATORS, ...NO_DEFAULT_EXPORT];
const SERVER = [...ALL, ...TIME];

/** TypeORM's own handles: who is given one can write outside a transaction. A type is harmless. */
const DATABASE_HANDLES = [
  {
    name: 'typeorm',
    importNames: ['DataSource', 'EntityManager', 'getRepository'],
    allowTypeImports: true,
    message: 'Writes take a `Tx` of UnitOfWork; reads live in `*.queries.ts`.',
  },
  {
    name: '@nestjs/typeorm',
    importNames: ['InjectDataSource', 'InjectEntityManager', 'InjectRepository'],
    message: 'Writes take a `Tx` of UnitOfWork; reads live in `*.queries.ts`.',
  },
];

export default defineConfig(
  globalIgnores(['**/dist/', '**/coverage/', '.ganpei/', 'apps/web/src/api/openapi.d.ts']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      complexity: ['error', { max: 10, variant: 'modified' }],
      eqeqeq: 'error',
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', 60],
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...ALL, ...LEDGER_FROM_OUTSIDE],
      // Silent in files with decorators, where the class must stay at run time (injection, pipes).
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Rows and request bodies are classes without methods: spreading is how they are copied.
      '@typescript-eslint/no-misused-spread': 'off',
      // A row is a plain object: TypeORM takes and gives rows without calling a constructor.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // Its cure is the non-null assertion, which is banned.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        {
          allowAny: false,
          allowBoolean: false,
          allowNever: false,
          allowNullish: false,
          allowNumber: true,
          allowRegExp: false,
        },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    files: ['apps/{api,worker}/**/*.ts', 'libs/**/*.ts', 'migrations/**/*.ts'],
    ignores: ['libs/kernel/**'],
    rules: { 'no-restricted-syntax': ['error', ...SERVER, ...LEDGER_FROM_OUTSIDE] },
  },
  {
    // Nest calls the handlers of a controller; each parameter names one part of the request.
    files: ['apps/api/**/*.controller.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...SERVER.filter((ban) => !PARAMETERS.includes(ban)),
        ...LEDGER_FROM_OUTSIDE,
      ],
    },
  },
  {
    files: ['apps/**/*.ts', 'libs/**/*.ts'],
    ignores: ['apps/web/**', 'libs/platform/**', '**/*.queries.ts', ...TESTS],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { paths: DATABASE_HANDLES }] },
  },
  {
    files: ['libs/ledger/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...SERVER, ...LEDGER_FROM_INSIDE] },
  },
  {
    files: DOMAIN,
    rules: {
      'no-restricted-syntax': [
        'error',
        ...SERVER,
        ...LEDGER_FROM_OUTSIDE,
        ...LEDGER_FROM_INSIDE,
        ...PURE,
      ],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'node:crypto',
              allowImportNames: [
                'createHash',
                'createHmac',
                'createPrivateKey',
                'createPublicKey',
                'hash',
                'sign',
                'timingSafeEqual',
                'verify',
              ],
              message: 'domain/ is pure: hashing and Ed25519 give the same answer each time.',
            },
          ],
        },
      ],
    },
  },
  {
    // A migration is a text in SQL; its length is that of the schema.
    files: ['migrations/**/*.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: ['apps/cli/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: WEB,
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  {
    files: TESTS,
    extends: [jest.configs['flat/recommended']],
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-syntax': ['error', ...EVERYWHERE, ...NO_DEFAULT_EXPORT],
      'jest/expect-expect': [
        'error',
        {
          assertFunctionNames: ['expect*', 'request.**.expect', '*.expect*', 'fc.assert'],
        },
      ],
      'jest/no-disabled-tests': 'error',
      'jest/no-restricted-jest-methods': [
        'error',
        {
          mock: 'Use the real class; fake only the clock, ids, the queue and the rail.',
          doMock: 'Use the real class; fake only the clock, ids, the queue and the rail.',
          spyOn: 'Check what can be seen from outside, not which method was called.',
        },
      ],
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Bodies of HTTP answers are `any`; the assertions are what checks them.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.config.ts', 'test/support/global-{setup,teardown}.ts'],
    rules: { 'no-restricted-syntax': ['error', ...EVERYWHERE] },
  },
  {
    files: ['test/{bench,support}/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { URL: 'readonly', console: 'readonly', process: 'readonly' } },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { __dirname: 'readonly', __filename: 'readonly' },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  prettier,
  {
    // Prettier cannot break comments; eslint-config-prettier switches this rule off above.
    files: ['**/*.{ts,tsx,cjs,mjs}'],
    rules: {
      'max-len': [
        'error',
        {
          code: 100,
          ignoreUrls: true,
          ignoreStrings: true,
          ignoreTemplateLiterals: true,
          ignoreRegExpLiterals: true,
        },
      ],
    },
  },
);
