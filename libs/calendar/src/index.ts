export { calendar, type Calendar } from './calendar.js';
export { type CalendarEvent } from './event.js';
export { CalendarError } from './text.js';
