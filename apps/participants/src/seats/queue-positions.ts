/** Places in the queue of a locked slot, as they move up while others leave it. */
export class QueuePositions {
  private readonly known = new Map<string, { position: number; departures: number }>();
  /** Queue numbers that have left, in the order in which they did. */
  private readonly departed: number[] = [];

  /** This waiting seat has this place now, from 1. */
  note(seatId: string, position: number): void {
    this.known.set(seatId, { position, departures: this.departed.length });
  }

  /** Whoever had this number does not wait any more. */
  left(queueNo: number): void {
    this.departed.push(queueNo);
  }

  /** The place now of a seat that has been noted and still waits. */
  positionOf({ id, queueNo }: { id: string; queueNo: number | null }): number {
    const { position, departures } = this.known.get(id)!;
    return position - this.departed.slice(departures).filter((number) => number < queueNo!).length;
  }
}
