import { Controller } from '@nestjs/common';
import { ChangeEvent, CreateEvent, FindEvents, ReleasePublished, type ParsedInputOf } from '#contracts';
import { Answers, Consumes, type Fact, type RequestContext, type Tx } from '#platform';
import { EventsService } from './events.service.js';

@Controller()
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @Answers(FindEvents)
  find(input: ParsedInputOf<typeof FindEvents>, { actor }: RequestContext) {
    return this.events.find(input, actor);
  }

  @Answers(CreateEvent)
  create(input: ParsedInputOf<typeof CreateEvent>, { actor }: RequestContext) {
    return this.events.create(input, actor);
  }

  @Answers(ChangeEvent)
  change(input: ParsedInputOf<typeof ChangeEvent>, { actor }: RequestContext) {
    return this.events.change(input, actor);
  }

  @Consumes(ReleasePublished)
  onRelease({ data }: Fact<typeof ReleasePublished>, tx: Tx) {
    return this.events.publishReleased(tx, data.eventId);
  }
}
