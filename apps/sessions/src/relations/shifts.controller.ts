import { Controller } from '@nestjs/common';
import { ShiftSession, type ParsedInputOf, type Shift } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { ShiftsService } from './shifts.service.js';

@Controller()
export class ShiftsController {
  constructor(private readonly shifts: ShiftsService) {}

  @Answers(ShiftSession)
  preview(input: ParsedInputOf<typeof ShiftSession>, { actor }: RequestContext): Promise<Shift> {
    return this.shifts.preview(input, actor);
  }
}
