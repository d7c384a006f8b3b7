export * from './deliveries.js';
export * from './mail.js';
export * from './preferences.js';
export * from './reminders.js';
export * from './rules.js';
