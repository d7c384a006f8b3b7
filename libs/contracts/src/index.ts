export * from './access/policy.js';
export * from './events.js';
export * from './importing.js';
export * from './kernel/index.js';
export * from './notifications.js';
export * from './participants.js';
export * from './sessions.js';
