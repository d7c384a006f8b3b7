import { Controller } from '@nestjs/common';
import { ChangeCity, CreateCity, FindCities, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { CitiesService } from './cities.service.js';

@Controller()
export class CitiesController {
  constructor(private readonly cities: CitiesService) {}

  @Answers(FindCities)
  find(input: ParsedInputOf<typeof FindCities>) {
    return this.cities.find(input);
  }

  @Answers(CreateCity)
  create(input: ParsedInputOf<typeof CreateCity>, { actor }: RequestContext) {
    return this.cities.create(input, actor);
  }

  @Answers(ChangeCity)
  change(input: ParsedInputOf<typeof ChangeCity>, { actor }: RequestContext) {
    return this.cities.change(input, actor);
  }
}
