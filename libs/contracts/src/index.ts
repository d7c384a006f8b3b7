export * from './access/policy.js';
export * from './events.js';
export * from './importing.js';
export * from './kernel/index.js';
export * from './notifications/index.js';
export * from './participants/index.js';
export * from './sessions/index.js';
