import { Controller } from '@nestjs/common';
import {
  Authenticate,
  ConfirmSignIn,
  FindSignIn,
  GiveGrant,
  type OutputOf,
  type ParsedInputOf,
} from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { AuthenticationService } from './authentication.service.js';
import { GrantsService } from './grants.service.js';
import { requireService } from './services-only.js';
import { SignInsService } from './sign-ins.service.js';

@Controller()
export class AccessController {
  constructor(
    private readonly authentication: AuthenticationService,
    private readonly signIns: SignInsService,
    private readonly grants: GrantsService,
  ) {}

  @Answers(Authenticate)
  async authenticate({ token }: ParsedInputOf<typeof Authenticate>): Promise<OutputOf<typeof Authenticate>> {
    return { actor: await this.authentication.authenticate(token) };
  }

  @Answers(ConfirmSignIn)
  confirm(input: ParsedInputOf<typeof ConfirmSignIn>): Promise<OutputOf<typeof ConfirmSignIn>> {
    return this.signIns.confirm(input);
  }

  @Answers(FindSignIn)
  async findSignIn(
    { signInId }: ParsedInputOf<typeof FindSignIn>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindSignIn>> {
    requireService(actor);
    return { signIn: await this.signIns.find(signInId) };
  }

  @Answers(GiveGrant)
  give(input: ParsedInputOf<typeof GiveGrant>, context: RequestContext): Promise<OutputOf<typeof GiveGrant>> {
    return this.grants.give(input, context);
  }
}
