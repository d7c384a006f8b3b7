import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  BackupInput,
  DelayInput,
  DelaySession,
  FindMeetingAddresses,
  Meeting,
  RecordingInput,
  Session,
  SetBackup,
  SetRecording,
  SetSessionStatus,
  StatusInput,
} from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { Operation } from '../http/operation.js';

const DelayBody = z.strictObject({
  ...DelayInput.shape,
  dryRun: z.boolean().default(false).describe('Only shows what it would collide with.'),
});
const StatusBody = z.strictObject(StatusInput.shape);
const BackupBody = z.strictObject(BackupInput.shape);
const RecordingBody = z.strictObject(RecordingInput.shape);

/** How a session goes on its day, where it meets, and where it can be seen afterwards (DESIGN section 9). */
@ApiTags('Day of a session')
@Controller('v1/sessions/:id')
export class DayOfController {
  constructor(private readonly requests: Requests) {}

  @Post('delay')
  @HttpCode(HttpStatus.OK)
  @Operation('session.steer', {
    summary: 'Announces a delay, within 24 hours of the start',
    description:
      'By `minutes` from the start that is announced now, or to a `start`; to the agreed start again takes it back. ' +
      'Nobody is asked; everybody with a seat is told once. `collisions` are the later sessions that it breaks into ' +
      'by a relation, a place or a speaker; with `withRelated` they are put off with it, as little as they must be.',
    isWrite: true,
    replies: { 200: DelaySession.output },
    refuses: [
      'not-found',
      'session.state',
      'delay.early',
      'time.gap',
      'time.overlap',
      'time.zone',
      'time.local',
    ],
  })
  delay(@Param('id') id: string, @Body({ schema: DelayBody }) delay: z.output<typeof DelayBody>) {
    return this.requests.ask(DelaySession, { ...delay, id });
  }

  @Post('status')
  @HttpCode(HttpStatus.OK)
  @Operation('session.steer', {
    summary: 'Says how a session goes',
    isWrite: true,
    replies: { 200: Session },
    refuses: ['not-found', 'session.state'],
  })
  setStatus(@Param('id') id: string, @Body({ schema: StatusBody }) status: z.output<typeof StatusBody>) {
    return this.requests.ask(SetSessionStatus, { ...status, id });
  }

  @Post('backup')
  @HttpCode(HttpStatus.OK)
  @Operation('session.steer', {
    summary: 'Switches a backup address in, or out (null)',
    description: 'Every join link leads there at once: the address is looked up at the click.',
    isWrite: true,
    replies: { 200: SetBackup.output },
    refuses: ['not-found', 'session.state'],
  })
  setBackup(@Param('id') id: string, @Body({ schema: BackupBody }) backup: z.output<typeof BackupBody>) {
    return this.requests.ask(SetBackup, { ...backup, id });
  }

  @Post('recording')
  @HttpCode(HttpStatus.OK)
  @Operation('session.steer', {
    summary: 'Says where a session can be seen afterwards, or no more (null)',
    isWrite: true,
    replies: { 200: Session },
    refuses: ['not-found', 'session.state'],
  })
  setRecording(
    @Param('id') id: string,
    @Body({ schema: RecordingBody }) recording: z.output<typeof RecordingBody>,
  ) {
    return this.requests.ask(SetRecording, { ...recording, id });
  }

  @Get('meeting')
  @Operation('meeting.read', {
    summary: 'Where a session meets online, for its organizers',
    replies: { 200: Meeting },
    refuses: ['not-found'],
  })
  meeting(@Param('id') sessionId: string) {
    return this.requests.ask(FindMeetingAddresses, { sessionId });
  }
}
