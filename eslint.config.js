import tseslint from 'typescript-eslint';

/** What the outside world is asked for in one place each. */
const ENVIRONMENT_AND_CLOCK = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Only config.ts reads the environment.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The clock is clock_now() in SQL, tx.now or Clock (DESIGN 6.10).',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The clock is clock_now() in SQL, tx.now or Clock (DESIGN 6.10).',
  },
];

/** A route that no action of the policy classifies; it would not start either (apps/gateway/src/http/route-table.ts). */
const UNCLASSIFIED_ROUTE = {
  selector:
    'MethodDefinition:has(Decorator > CallExpression[callee.name=/^(Get|Head|Post|Put|Patch|Delete|Options|All|Search|Sse)$/])' +
    ':not(:has(Decorator > CallExpression[callee.name=/^(?!Api)\\w*Operation$/]))',
  message: 'Every route has an @Operation(action, …) that says what it is in the policy (DESIGN section 13).',
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.data/', 'coverage/'] },
  {
    files: ['apps/**/*.ts', 'libs/**/*.ts', 'test/**/*.ts'],
    extends: [tseslint.configs.strict],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A promise nobody waits for is an error nobody sees.
      '@typescript-eslint/no-floating-promises': ['error', { ignoreIIFE: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          ignoreRestSiblings: true,
          destructuredArrayIgnorePattern: '^_',
        },
      ],
      '@typescript-eslint/require-await': 'off',
      // Nest's modules are classes with decorators and nothing else.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // noUncheckedIndexedAccess makes every index possibly undefined; `!` says that it was just checked.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Definitions share their name with their type, as zod's documentation does.
      '@typescript-eslint/no-redeclare': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...ENVIRONMENT_AND_CLOCK],
    },
  },
  {
    files: ['apps/gateway/src/**/*.controller.ts'],
    rules: { 'no-restricted-syntax': ['error', ...ENVIRONMENT_AND_CLOCK, UNCLASSIFIED_ROUTE] },
  },
  {
    // Tests stand outside: they read what `npm test` hands them and look at real time.
    files: ['**/*.spec.ts', '**/testing/**', 'test/**/*.ts'],
    // Replies are read there as scripts read them, by the names in the documentation.
    rules: { 'no-restricted-syntax': 'off', '@typescript-eslint/no-explicit-any': 'off' },
  },
  { files: ['apps/*/src/config.ts', 'apps/*/src/main.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['deploy/**/*.mjs', 'test/**/*.mjs', '*.js'],
    extends: [tseslint.configs.recommended],
    languageOptions: { sourceType: 'module' },
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
    },
  },
);
