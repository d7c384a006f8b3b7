import { Controller } from '@nestjs/common';
import { FindReleases, PublishRelease, type OutputOf, type ParsedInputOf, type Release } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { ReleasesService } from './releases.service.js';

@Controller()
export class ReleasesController {
  constructor(private readonly releases: ReleasesService) {}

  @Answers(PublishRelease)
  publish(input: ParsedInputOf<typeof PublishRelease>, { actor }: RequestContext): Promise<Release> {
    return this.releases.publish(input, actor);
  }

  @Answers(FindReleases)
  find(
    input: ParsedInputOf<typeof FindReleases>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindReleases>> {
    return this.releases.find(input, actor);
  }
}
