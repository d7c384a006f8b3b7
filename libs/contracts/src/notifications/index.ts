export * from './preferences.js';
export * from './reminders.js';
export * from './rules.js';
