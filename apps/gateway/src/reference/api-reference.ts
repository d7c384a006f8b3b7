import { Injectable } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';

/** Holds the API's description, which can be made only once all routes are known. */
@Injectable()
export class ApiReference {
  private described?: OpenAPIObject;
  private text = '';

  get document(): OpenAPIObject {
    if (!this.described) throw new Error('the API is not described yet');
    return this.described;
  }

  get json(): string {
    return this.text;
  }

  publish(document: OpenAPIObject): void {
    this.described = document;
    this.text = JSON.stringify(document);
  }
}
