import type { AboutSession, Words } from './words.js';

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

function whenItStarts({ daysAhead, minutesAhead, readersTime }: AboutSession): string {
  if (minutesAhead <= 0) return 'has begun';
  if (minutesAhead <= 90) return `starts in ${count(minutesAhead, 'minute')}`;
  if (daysAhead === 0) return `starts today at ${readersTime.time}`;
  if (daysAhead === 1) return `starts tomorrow at ${readersTime.time}`;
  return `starts in ${count(daysAhead, 'day')}`;
}

const partOf = ({ event }: AboutSession): string => (event ? ` It is part of ${event}.` : '');

export const en: Words = {
  notices: {
    'seat-confirmed': (about) => ({
      subject: `Your seat: ${about.title}`,
      heading: about.title,
      paragraphs: [`You have a seat.${partOf(about)}`, 'We will remind you before it starts.'],
    }),
    'seat-waiting': (about) => ({
      subject: `In the queue: ${about.title}`,
      heading: about.title,
      paragraphs: [
        `All seats are taken at the moment; you are in the queue.${partOf(about)}`,
        'Seats that become free go to those who wait, first come, first served. We will write to you as soon as you have one.',
      ],
    }),
    'seat-promoted': (about) => ({
      subject: `You have a seat now: ${about.title}`,
      heading: about.title,
      paragraphs: [
        `A seat became free, and it is yours.${partOf(about)}`,
        'If you can no longer come, please cancel it, so that the next in the queue gets it.',
      ],
    }),
    'seat-cancelled': (about) => ({
      subject: `Your seat was cancelled: ${about.title}`,
      heading: about.title,
      paragraphs: ['Your seat, or your place in the queue, was cancelled by the organizers.'],
    }),
    reminder: (about) => ({
      subject: `Reminder: ${about.title} ${whenItStarts(about)}`,
      heading: about.title,
      paragraphs: [`The session ${whenItStarts(about)}.${partOf(about)}`],
    }),
    'time-changed': (about) => ({
      subject: `New time: ${about.title}`,
      heading: about.title,
      paragraphs: about.isWaiting
        ? [
            'The time of this session has changed; below is the new one. You are still in the queue.',
            'If it does not suit you, please leave the queue.',
          ]
        : [
            'The time of this session has changed. Below is the new one; the calendar file moves your entry.',
            'If it does not suit you, please cancel your seat, so that somebody else gets it.',
          ],
    }),
    'session-cancelled': (about) => ({
      subject: `Cancelled: ${about.title}`,
      heading: about.title,
      paragraphs: ['This session will not take place. We are sorry.'],
    }),
  },
  signIn: ({ goodForMinutes }) => ({
    subject: 'Sign in to Meridian',
    heading: 'Sign in to Meridian',
    paragraphs: [
      `With this link you sign in. It works once, within ${count(goodForMinutes, 'minute')}.`,
      'If you did not ask for it, ignore this mail: nothing happens without the link.',
    ],
  }),
  greeting: (name) => `Hello ${name},`,
  yourTime: 'Your time',
  timeIn: (city) => `In ${city}`,
  place: 'Place',
  duration: (minutes) => count(minutes, 'minute'),
  openMeridian: 'Open Meridian',
  openSignIn: 'Sign in',
  footer: 'You get this mail because of your seat, or your request, at Meridian.',
};
