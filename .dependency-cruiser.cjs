/** Who may import whom (DESIGN section 4). Each rule has a planted break in test/boundaries/. */
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A cycle cannot be read from one end to the other.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-app-to-app',
      comment: 'Apps talk over NATS, never by import.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'no-lib-to-app',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|test|deploy)/' },
    },
    {
      name: 'contracts-know-zod-only',
      severity: 'error',
      from: { path: '^libs/contracts/src/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/contracts/', '^node_modules/zod/'] },
    },
    {
      name: 'time-is-pure',
      comment: 'libs/time runs in the browser too.',
      severity: 'error',
      from: { path: '^libs/time/src/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/time/', '^node_modules/(luxon|@types/luxon|moment-timezone)/'] },
    },
    {
      name: 'calendar-knows-time-and-ical',
      severity: 'error',
      from: { path: '^libs/calendar/src/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/(calendar|time)/', '^node_modules/ical\\.js/'] },
    },
    {
      name: 'platform-has-no-word-of-the-product',
      comment: 'Of the contracts the platform knows the kernel, by way of the index.',
      severity: 'error',
      from: { path: '^libs/platform/src/' },
      to: { path: '^libs/(time|calendar)/|^libs/contracts/src/(?!index\\.ts|kernel/)' },
    },
    {
      name: 'libs-by-their-index',
      severity: 'error',
      from: { path: '^(apps|test)/' },
      to: { path: '^libs/[^/]+/src/', pathNot: '^libs/[^/]+/src/(testing/)?index\\.ts$' },
    },
    {
      name: 'rules-are-pure',
      comment: 'Rules take what they need as arguments: no clock, no I/O, no framework.',
      severity: 'error',
      from: { path: '^apps/[^/]+/src/.*\\.rules\\.ts$' },
      to: {
        pathNot: ['\\.rules\\.ts$', '^libs/(contracts|time)/', '\\.entity\\.ts$', '^util$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'entities-know-no-services',
      severity: 'error',
      from: { path: '\\.entity\\.ts$' },
      to: { path: '\\.(service|controller|consumer|worker|client|queries)\\.ts$' },
    },
    {
      name: 'services-know-no-controllers',
      severity: 'error',
      from: { path: '\\.(service|queries|client|rules|entity)\\.ts$' },
      to: { path: '\\.(controller|consumer|module)\\.ts$' },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration that imports an entity changes when the entity does.',
      severity: 'error',
      from: { path: '/migrations/' },
      to: { path: '^(apps|libs)/', pathNot: '/migrations/' },
    },
    {
      name: 'no-testing-in-production',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['\\.spec\\.ts$', '/testing/'] },
      to: { path: '/testing/|\\.spec' },
    },
    {
      name: 'no-dev-dependencies-in-production',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['\\.spec\\.ts$', '/testing/'] },
      to: { dependencyTypes: ['npm-dev', 'npm-unknown', 'npm-no-pkg'], pathNot: '^node_modules/@types/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', 'dist'] },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
