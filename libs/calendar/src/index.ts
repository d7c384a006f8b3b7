export { calendar, type Calendar } from './calendar.js';
export { type Attendee, type CalendarEvent } from './event.js';
export {
  attendeeLine,
  openInvitation,
  stampLine,
  type OpenInvitation,
  type OpenLine,
} from './open-invitation.js';
export { CalendarError } from './text.js';
