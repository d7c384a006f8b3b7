/** What a live view is told, and who may hear it. */
export interface LiveEvent {
  /** The SSE event's name: `slot`, `session`, `attendance`. */
  readonly name: string;
  readonly programmeId: string;
  /** `drafts`: only those who see drafts of the programme. */
  readonly audience: 'public' | 'drafts';
  readonly data: object;
}

/** An event with its place in this process's order, written once for all who hear it. */
export interface SentEvent extends Pick<LiveEvent, 'programmeId' | 'audience'> {
  readonly sequence: number;
  readonly frame: Buffer;
}

/** The lines of one event of a stream (WHATWG HTML, 9.2.5); JSON has no line feed of its own. */
export function frameOf(id: string, name: string, data: object): Buffer {
  return Buffer.from(`id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
}
