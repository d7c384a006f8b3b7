import { Controller } from '@nestjs/common';
import {
  ChangePreferences,
  ChangePreferencesByLink,
  FindPreferences,
  FindPreferencesByLink,
  type ParsedInputOf,
  type Preferences,
} from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { PreferencesService } from './preferences.service.js';

@Controller()
export class PreferencesController {
  constructor(private readonly preferences: PreferencesService) {}

  @Answers(FindPreferences)
  find(_input: ParsedInputOf<typeof FindPreferences>, { actor }: RequestContext): Promise<Preferences> {
    return this.preferences.find(actor);
  }

  @Answers(ChangePreferences)
  change(patch: ParsedInputOf<typeof ChangePreferences>, { actor }: RequestContext): Promise<Preferences> {
    return this.preferences.change(actor, patch);
  }

  @Answers(FindPreferencesByLink)
  findByLink({ token }: ParsedInputOf<typeof FindPreferencesByLink>): Promise<Preferences> {
    return this.preferences.findByLink(token);
  }

  @Answers(ChangePreferencesByLink)
  changeByLink({ token, patch }: ParsedInputOf<typeof ChangePreferencesByLink>): Promise<Preferences> {
    return this.preferences.changeByLink(token, patch);
  }
}
