import { describe, expect, it } from '@jest/globals';
import type { EventMatter } from '../matters/matter.js';
import { EventCopy } from '../programme/event-copy.entity.js';
import { EVENT, SUBJECT } from '../testing/assembly.js';
import { MATTERS } from '../testing/matters.js';
import { pageOfMatter, pageOfSession } from './pages.rules.js';
import type { RoleNoticeKind } from './role-notice.js';

const URL = 'https://meridian.example';
const hidden = Object.assign(new EventCopy(), EVENT, { isPublished: false });

describe('A mail about a session', () => {
  it('leads to it on the page of its programme', () => {
    expect(pageOfSession(URL, SUBJECT)).toBe(`${URL}/?programme=programme#session-session`);
  });

  it('leads there too while nothing is known of its event', () => {
    expect(pageOfSession(URL, { ...SUBJECT, event: null })).toBe(
      `${URL}/?programme=programme#session-session`,
    );
  });

  it('leads to the front page while its event is not published, whose programme there may be no page of', () => {
    expect(pageOfSession(URL, { ...SUBJECT, event: hidden })).toBe(`${URL}/`);
  });
});

describe('A mail to organizers or liaisons', () => {
  it.each<[RoleNoticeKind, string]>([
    ['city-invited', '/?programme=programme#event-event'],
    ['change-proposed', '/?programme=programme#session-session'],
    ['names-asked', '/?programme=programme#session-session'],
    ['divergence-warning', '/?programme=programme#session-session'],
    ['run-of-show', '/?programme=programme#event-event'],
    ['digest', '/?programme=programme'],
    ['times-asked', '/'],
  ])('of %s leads to %s', (kind, path) => {
    expect(pageOfMatter(URL, MATTERS[kind]('rome'))).toBe(`${URL}${path}`);
  });

  it('leads to the front page while the event is a draft', () => {
    const invited = MATTERS['city-invited']('rome') as EventMatter;
    expect(pageOfMatter(URL, { ...invited, event: hidden })).toBe(`${URL}/`);
  });
});
