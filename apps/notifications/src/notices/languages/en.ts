import type { Catalogue } from './messages.js';

export const en: Catalogue = {
  greeting: 'Hello {name},',
  'your-time': 'Your time',
  'time-in': 'In {city}',
  'open-meridian': 'Open Meridian',
  'open-session': 'See the session',
  'footer.seat': 'You get this mail because you have, had or wait for a seat in this session.',
  'footer.role': 'You get this mail because you organize this programme or speak for a city in it.',
  'footer.speaker': 'You get this mail because you are named as a speaker of this session.',
  'footer.former-speaker': 'You get this mail because you were named as a speaker of this session.',
  'footer.preferences': 'Choose which mails you get',
  'footer.sign-in': 'You get this mail because somebody asked to sign in with your address.',

  'label.event': 'Event',
  'label.place': 'Place',
  'label.seat': 'Seat',
  'label.time-before': 'Before the change',
  'label.new-time': 'New time',
  'label.reason': 'Reason',
  'label.message': 'From the organizers',
  'label.without-answer': 'Without an answer',
  'label.takes-part-by': 'Taking part by',
  'label.now': 'Now',
  'label.proposed': 'Proposed',
  'label.unsocial-hours': 'Unsocial hours',
  'label.usually': 'Usually',
  'label.this-time': 'This time',
  'label.online-seats': 'Online seats',
  'label.in-person-seats': 'In-person seats',
  'label.seats-kept': 'Seats kept',
  'label.not-answered': 'Not answered yet',

  'sign-in.subject': 'Sign in to Meridian',
  'sign-in.body':
    'With this link you sign in. It works once, within {n, plural, one {# minute} other {# minutes}}.\nIf you did not ask for it, please ignore this mail: nothing happens without the link.',
  'sign-in.button': 'Sign in',
  'sign-in.seat.subject':
    '{hold, select, held {Confirm your seat} other {Confirm that you want a seat}}: {title}',
  'sign-in.seat.body':
    '{hold, select, held {A seat in “{title}” is held for you, for {n, plural, one {# minute} other {# minutes}}. Sign in with this link by then, and it is yours.} other {You asked for a seat in “{title}”, and there is none to hold. Sign in with this link within {n, plural, one {# minute} other {# minutes}}: you get a seat that is free by then, else a place in the queue.}}\nThe link works once. If you did not ask for it, please ignore this mail: nothing happens without the link.',
  'sign-in.seat.button':
    '{hold, select, held {Sign in and take the seat} other {Sign in and ask for the seat}}',

  'seat.modes': '{seats, select, both {In person and online} online {Online} other {In person}}',
  'seat-confirmed.subject': 'Your seat: {title}',
  'seat-confirmed.label': 'Your seat is confirmed',
  'seat-confirmed.body':
    'You have a seat in this session.{reminder, select, ahead { We will remind you before it starts.} other {}}',
  'seat-waiting.subject': 'In the queue: {title}',
  'seat-waiting.label': 'You are in the queue',
  'seat-waiting.body':
    'There is no seat for you at the moment. Seats that become free go to those who wait, first come, first served; we will write to you as soon as there is one for you.',
  'seat-offered.subject': 'A seat for you: {title}',
  'seat-offered.label': 'A seat is kept for you',
  'seat-offered.body':
    'A seat became free, and we keep it for you until {until}.\nPlease sign in with this address and accept it by then; after that it goes to the next in the queue.',
  'seat-offered.soon.body':
    'A seat became free, and we keep it for you.\nPlease sign in with this address and accept it soon; otherwise it goes to the next in the queue.',
  'seat-promoted.subject': 'You have a seat now: {title}',
  'seat-promoted.label': 'A seat became free, and it is yours',
  'seat-promoted.body':
    'You were in the queue; now you have a seat.\nIf you can no longer come, please cancel it, so that the next in the queue gets it.',
  'seat-expired.subject': 'No longer kept for you: {title}',
  'seat-expired.label': 'Your seat is no longer kept',
  'seat-expired.body':
    'The time to accept this seat has passed, and it was given back.\nIf you would still like to come, please ask for a seat again.',
  'seat-lapsed.subject': 'Your seat was given on: {title}',
  'seat-lapsed.label': 'Your seat was given to somebody who waited',
  'seat-lapsed.body':
    'The session has begun and you had not joined, so your seat went to somebody who was waiting. We are sorry to have missed you.',
  'seat-back-to-waiting.subject': 'Back in the queue: {title}',
  'seat-back-to-waiting.label': 'You are in the queue again',
  'seat-back-to-waiting.body':
    'The number of seats had to be reduced, and yours is no longer available. We are sorry.\nYou are in the queue, and we will write to you as soon as there is a seat for you.',
  'seat-cancelled.subject': 'Your seat was cancelled: {title}',
  'seat-cancelled.label': 'Your seat was cancelled',
  'seat-cancelled.body': 'The organizers had to cancel your seat, or your place in the queue. We are sorry.',
  'seat-given-up.subject': 'You gave up your seat: {title}',
  'seat-given-up.label': 'You gave up your seat',
  'seat-given-up.body':
    'Your seat was given back, and the session leaves your calendar.\nIf you would still like to come, please ask for a seat again.',

  'reminder.subject':
    'Reminder: {title} {when, select, begun {has begun} minutes {starts in {n, plural, one {# minute} other {# minutes}}} today {starts today at {time}} tomorrow {starts tomorrow at {time}} weekday {starts on {date} at {time}} other {starts in {n, plural, one {# day} other {# days}}}}',
  'reminder.label': 'Reminder',
  'reminder.body':
    'The session {when, select, begun {has begun} minutes {starts in {n, plural, one {# minute} other {# minutes}}} today {starts today at {time}} tomorrow {starts tomorrow at {time}} weekday {starts on {date} at {time}} other {starts in {n, plural, one {# day} other {# days}}}}.',
  'reminder.waiting': 'You are still in the queue for a seat.',
  'reminder.delegate': 'You take part as a delegate of {city}.',
  'reminder.role':
    '{role, select, speaker {You speak in this session.} liaison {You speak for a city that takes part; here is how it stands.} other {You are one of its organizers; here is how the cities stand.}}',
  'reminder.also': '{n, plural, one {One more session is} other {# more sessions are}} ahead of you:',
  'join-link.subject': 'Your link to join: {title}',
  'join-link.label': 'Your link to join',
  'join-link.body':
    'With the button you join the session. The link is yours alone; please do not pass it on.',
  'join.button': 'Join the session',
  'time-changed.subject': 'New time: {title}',
  'time-changed.label': 'New time',
  'time-changed.body':
    '{seat, select, waiting {The time of this session has changed; here is the new one. You are still in the queue.\nIf it does not suit you, please leave the queue.} speaking {The time of this session, in which you speak, has changed; here is the new one. The attached calendar file moves your entry.\nIf it does not suit you, please tell the organizers.} other {The time of this session has changed; here is the new one. The attached calendar file moves your entry.\nIf it does not suit you, please cancel your seat, so that somebody else gets it.}}',
  'time-changed.end.subject': 'New end: {title}',
  'time-changed.end.label': 'New end',
  'time-changed.end.body':
    'This session has a new end: {time}, {earlier, select, earlier {earlier} other {later}} than before. Its start has not changed.{entry, select, calendar { The attached calendar file updates your entry.} waiting { You are still in the queue.} other {}}',
  'place-changed.subject': 'New place: {title}',
  'place-changed.label': 'New place',
  'place-changed.body':
    'This session now takes place here: {place}.{still, select, same { Its time has not changed.} other {}}',
  'session-cancelled.subject': 'Cancelled: {title}',
  'session-cancelled.label': 'Cancelled',
  'session-cancelled.body': 'This session will not take place. We are sorry.',
  'session-delayed.subject': 'Starts later: {title}',
  'session-delayed.label': '{n, plural, one {Starts # minute later} other {Starts # minutes later}}',
  'session-delayed.body':
    'The session starts {n, plural, one {# minute} other {# minutes}} later than planned; here is the new time.{entry, select, link { Your link to join stays the same.} waiting { You are still in the queue.} other {}}',
  'technical-problem.subject': 'Technical problem: {title}',
  'technical-problem.label': 'Technical problem',
  'technical-problem.body':
    'The session has a technical problem, and we are working on it. Your link to join stays the same: please try it again in a few minutes.',
  'recording.subject': 'The recording: {title}',
  'recording.label': 'The recording is here',
  'recording.body': 'You can watch this session now, at an hour that suits you.',
  'recording.button': 'Watch the recording',

  'speaker-invited.subject': 'You are invited to speak: {title}',
  'speaker-invited.label': 'Invitation to speak',
  'speaker-invited.body':
    'You are invited to speak in this session. The attached calendar file has its time; if the time changes, we will tell you.\nIf you cannot come, please tell the organizers soon.',
  'speaker-removed.subject': 'No longer speaking: {title}',
  'speaker-removed.label': 'You no longer speak in this session',
  'speaker-removed.body':
    'You are no longer named as a speaker of this session.{seat, select, seated { You keep your seat in it.} other { The attached calendar file takes it out of your calendar.}}\nIf this comes as a surprise, please ask the organizers.',

  'city-invited.subject': '{city} is invited: {event}',
  'city-invited.label': 'Invitation to {city}',
  'city-invited.body':
    '{host} hosts {event} and would be glad to have {city} as a partner city.\nPlease answer by {until}; you can also accept in part, or ask for more time.',
  'city-invited.dates': '{from} – {to}',
  'takes-part-by':
    '{mode, select, input {giving input} delegation {sending delegates} other {taking part online}}',
  'city-answered.subject':
    '{city} {answer, select, accepted {takes part} tentative {may take part} declined {does not take part} withdrawn {no longer takes part} other {was invited}}: {event}',
  'city-answered.label': 'Answer from {city}',
  'city-answered.body':
    '{answer, select, accepted {{city} has accepted the invitation to {event}.} tentative {{city} has answered tentatively to the invitation to {event}.} declined {{city} has declined the invitation to {event}.} withdrawn {{city} has withdrawn from {event}.} other {{city} is invited to {event}.}}',
  'event-cancelled.subject': 'Cancelled: {event}',
  'event-cancelled.label': 'Event cancelled',
  'event-cancelled.body':
    '{event} in {host} will not take place. We are sorry.{answer, select, accepted { Thank you for having agreed to take part with {city}.} other { An answer from {city} is no longer needed.}}',
  'delegates-to-name.subject': 'Delegates of {city}: {event}',
  'delegates-to-name.label': 'Delegates to name',
  'delegates-to-name.body':
    'Thank you: {city} sends delegates to {event}, which begins on {from}.\nPlease agree on who they are and tell the organizers their names.',
  'names-asked.subject': 'Delegates of {city} to name: {title}',
  'names-asked.label': 'Delegates to name',
  'names-asked.body':
    '{n, plural, one {One seat is} other {# seats are}} kept for the delegation of {city}. Please name who comes by {until}; seats without a name are then given to others.',
  'names-due.subject': '{n, plural, one {One seat} other {# seats}} of {city} still without a name: {title}',
  'names-due.label': 'Names are due soon',
  'names-due.body':
    '{n, plural, one {One seat of the delegation of {city} has} other {# seats of the delegation of {city} have}} no name yet. Please name who comes by {until}; after that {n, plural, one {it is} other {they are}} given to others.',
  'input-asked.subject': 'Input of {city}: {event}',
  'input-asked.label': 'Input asked for',
  'input-asked.body':
    'Thank you: {city} gives input to {event}, which begins on {from}: proposals, questions, papers, work or pitches.\nPlease tell the organizers what they may expect.',
  'times-asked.subject': 'Which time suits {city}? {title}',
  'times-asked.label': 'Which time suits {city}?',
  'times-asked.body':
    'The organizers ask which of these times suit {city} for “{title}”. Please answer by {until}; until then you can change your answer.',
  'times-asked.button': 'Answer all at once',
  'times-asked.good': 'Good',
  'times-asked.possible': 'Possible',
  'times-asked.cannot': 'Not possible',
  'change-proposed.subject': 'Change proposal: {title}',
  'change-proposed.subject-many':
    'Change proposal: {title} and {n, plural, one {# more session} other {# more sessions}}',
  'change-proposed.label': 'Change proposal',
  'change-proposed.body':
    'The organizers propose {n, plural, one {a new time for this session} other {new times for # sessions}} and ask {city} to agree. Please answer by {until}: accept, propose another time, or choose “recording only for us”.',
  'change-proposed.silence': '{silence, select, accept {It counts as agreed} other {It counts as refused}}',
  'change-proposed.time-in': 'Proposed time in {city}',
  'change-decided.subject':
    '{ending, select, agreed {Change agreed} decided {Change decided} countered {Another time proposed} refused {Change not agreed} stale {Change proposal overtaken} other {Change proposal withdrawn}}: {title}',
  'change-decided.label':
    '{ending, select, agreed {The change was agreed} decided {The organizers have decided the change} countered {Another time is proposed} refused {The change was not agreed} stale {The proposal was overtaken} other {The proposal was withdrawn}}',
  'change-decided.body':
    '{ending, select, agreed {{n, plural, one {The session has its new time now. Everybody with a seat is being told.} other {The # sessions have their new times now. Everybody with a seat is being told.}}} decided {The organizers have decided without waiting for every answer. {n, plural, one {The session has its new time now. Everybody with a seat is being told.} other {The # sessions have their new times now. Everybody with a seat is being told.}}} countered {Not every city agrees: another time is proposed instead. {n, plural, one {The session stays at its time.} other {The # sessions stay at their times.}}} refused {Not every city answered in time, and here no answer counts as a refusal. {n, plural, one {The session stays at its time.} other {The # sessions stay at their times.}}} stale {{n, plural, one {The session was} other {Of the # sessions, at least one was}} changed or cancelled after this had been proposed, so the proposal no longer holds. It has changed nothing.} other {The organizers have withdrawn the proposal. {n, plural, one {The session stays at its time.} other {The # sessions stay at their times.}}}}',
  'change-decided.other-time': '{city} proposes',
  'change-decided.cancelled': 'Cancelled',
  'answer-due.subject': '{city} has not answered yet: {title}',
  'answer-due.label': 'An answer is due',
  'answer-due.body':
    '{matter, select, move {The change proposal for “{title}” still waits for the answer of {city}.} poll {The question which time suits {city} for “{title}” still waits for an answer.} other {The invitation to {title} still waits for the answer of {city}.}}\nPlease answer by {until}.',

  'divergence-warning.subject': 'Clocks change apart: {title}',
  'divergence-warning.label': 'Clocks change apart',
  'divergence-warning.body':
    'Clocks do not change on the same day everywhere. {n, plural, one {One occurrence of “{title}” is at another local time than usual in some cities.} other {# occurrences of “{title}” are at another local time than usual in some cities.}}\nPlease choose: keep the host’s time, or keep the moment and change the host’s time.',
  'divergence-warning.shift':
    '{earlier, select, earlier {{n, plural, one {# minute earlier} other {# minutes earlier}}} other {{n, plural, one {# minute later} other {# minutes later}}}}',
  'run-of-show.subject': 'Run of show, {date}: {event}',
  'run-of-show.label': 'Run of show',
  'run-of-show.body':
    '{n, plural, one {# session on this day,} other {# sessions on this day,}} with every city’s local time, its seats, and who has not answered.',
  'run-of-show.first': 'First session, your time',
  'run-of-show.seats':
    '{n, plural, =0 {no seats} one {# seat} other {# seats}}{waiting, plural, =0 {} other {, # waiting}}',
  'run-of-show.elsewhere': 'Elsewhere',
  'run-of-show.invitation': '{city}: invitation',
  'run-of-show.change': '{city}: change proposal',
  'run-of-show.speakers': 'Speakers: {list}',
  'digest.subject': '{programme}: what is new, {date}',
  'digest.label': 'What is new',
  'digest.body': 'What has happened in {programme} since yesterday morning.',
  'digest.seats':
    '{given, plural, =0 {No new seats} one {# new seat} other {# new seats}}{queued, plural, =0 {} other {, # joined the queue}}{freed, plural, =0 {} other {, # cancelled}}',
  'digest.city':
    '{city} {answer, select, accepted {takes part} tentative {may take part} declined {does not take part} withdrawn {no longer takes part} other {was invited}}',
  'digest.change':
    '{outcome, select, applied {Change agreed} rejected {Change not made} withdrawn {Change proposal withdrawn} other {Change proposed}}',
  'digest.poll': '{city} has answered which times suit',
};
