import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import nodemailer from 'nodemailer';
import { launch, newDataFolder } from '../testing/launched.mjs';

const CALENDAR = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n';

describe('the mail sink', () => {
  const folder = newDataFolder();
  let sink;
  let addresses;

  const start = async () => {
    sink = launch('mail-sink/main.mjs', {
      data: folder.data,
      args: ['--smtp-port', '0', '--http-port', '0', '--data', folder.data],
    });
    addresses = await sink.ready;
  };
  const send = (mail) =>
    nodemailer
      .createTransport(addresses.smtp)
      .sendMail({ from: 'Meridian <no-reply@meridian.example>', ...mail });
  const list = async (query = '') => (await fetch(`${addresses.mail}/api/mails${query}`)).json();
  const page = async (path) => (await fetch(addresses.mail + path)).text();

  beforeAll(async () => {
    await start();
    await send({
      to: 'participant@meridian.example',
      subject: 'Lời mời: Khai mạc',
      text: 'Xin chào',
      messageId: '<opening@meridian.example>',
    });
    await send({
      to: ['liaison.boston@meridian.example', 'liaison.rome@meridian.example'],
      subject: 'The opening has moved',
      headers: { 'X-Meridian-Notice': 'session-moved' },
      text: 'Now at 19:00.',
      html: '<p>Now at <b>19:00</b>.</p><script>alert(1)</script>',
      icalEvent: { method: 'REQUEST', content: CALENDAR },
    });
  });
  afterAll(async () => {
    await sink.stop();
    folder.remove();
  });

  it('lists what it received, newest first', async () => {
    const [moved, invited] = await list();
    expect(moved).toMatchObject({
      envelope: {
        from: 'no-reply@meridian.example',
        to: ['liaison.boston@meridian.example', 'liaison.rome@meridian.example'],
      },
      subject: 'The opening has moved',
      headers: { 'x-meridian-notice': 'session-moved' },
      text: 'Now at 19:00.',
    });
    expect(moved.html).toContain('<b>19:00</b>');
    expect(moved.attachments).toContainEqual({
      filename: null,
      contentType: 'text/calendar',
      text: CALENDAR,
    });
    expect(invited).toMatchObject({
      subject: 'Lời mời: Khai mạc',
      text: expect.stringMatching(/^Xin chào\s*$/),
      html: null,
      messageId: '<opening@meridian.example>',
    });
  });

  it('narrows the list by recipient, and to what came after a mail or an instant', async () => {
    const [moved, invited] = await list();
    expect(await list('?to=Liaison.Rome@meridian.example')).toEqual([moved]);
    expect(await list(`?after=${invited.id}`)).toEqual([moved]);
    expect(await list(`?after=${encodeURIComponent(moved.receivedAt)}`)).toEqual([]);
  });

  it('shows the mails to people', async () => {
    const [moved] = await list();
    expect(await page('/')).toContain('The opening has moved');
    const shown = await page(`/mails/${moved.id}`);
    expect(shown).toContain('METHOD:REQUEST');
    expect(shown).toContain('sandbox=');
  });

  it('lets no script of a mail run', async () => {
    const [moved] = await list();
    const html = await fetch(`${addresses.mail}/mails/${moved.id}/html`);
    expect(html.headers.get('content-security-policy')).toMatch(
      /^sandbox (?!.*allow-scripts).*default-src 'none'/,
    );
    await send({
      to: 'participant@meridian.example',
      subject: '<script>alert(2)</script>',
      text: '<img src=x>',
    });
    expect(await page('/')).not.toContain('<script>alert');
  });

  it('keeps its mails when it is killed and started again', async () => {
    const before = await list();
    await sink.kill();
    await start();
    expect(await list()).toEqual(before);
    await send({ to: 'participant@meridian.example', subject: 'Afterwards', text: 'still here' });
    expect((await list()).map((mail) => mail.subject)).toEqual([
      'Afterwards',
      ...before.map((mail) => mail.subject),
    ]);
  });
});
