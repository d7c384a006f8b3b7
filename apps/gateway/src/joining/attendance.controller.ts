import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Attendance, FindAttendance } from '#contracts';
import { Requests } from '#platform';
import { Operation } from '../http/operation.js';

@ApiTags('Slots and seats')
@Controller('v1')
export class AttendanceController {
  constructor(private readonly requests: Requests) {}

  @Get('sessions/:id/attendance')
  @Operation('attendance.read', {
    summary: 'Who was expected and who has joined, by city',
    replies: { 200: Attendance },
    refuses: ['not-found'],
  })
  read(@Param('id') sessionId: string) {
    return this.requests.ask(FindAttendance, { sessionId });
  }
}
