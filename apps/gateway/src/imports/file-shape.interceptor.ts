import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ImportsService } from './imports.service.js';

/** Comes before the pipe that checks the body: a file of another shape is told all that is wrong with it at once. */
@Injectable()
export class FileShapeInterceptor implements NestInterceptor {
  constructor(private readonly imports: ImportsService) {}

  async intercept(context: ExecutionContext, next: CallHandler) {
    const { body } = context.switchToHttp().getRequest<FastifyRequest>();
    await this.imports.requireShape(body);
    return next.handle();
  }
}
