import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A simple take that comes alone, in one statement (DESIGN section 10): what the batch does in two round trips. Simple is
 * one person, for themselves, in a slot without rules, allocations or anybody to be seated first; for whatever else it
 * changes nothing and gives null, and the batch decides. seats/taking/lone-take.spec.ts plays both against each other.
 */
export class TakeAlone1700000015000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION take_seat_alone(
        wanted_slot text, who text, new_seat text, acting text,
        -- Null without an Idempotency-Key.
        used_key text, used_operation text, used_hash text,
        -- The envelope of its fact, without time and data.
        fact jsonb
      ) RETURNS json LANGUAGE plpgsql SET lock_timeout = '1s' AS $$
      DECLARE
        slot slots; session sessions; person persons; at timestamptz;
        has_room boolean; new_status text; number integer; zone_of_reader text; reply json;
      BEGIN
        IF EXISTS (SELECT FROM idempotency
                   WHERE actor = acting AND operation = used_operation AND key = used_key) THEN RETURN NULL; END IF;

        SELECT * INTO slot FROM slots WHERE id = wanted_slot FOR UPDATE SKIP LOCKED;
        -- What follows is read under the lock: each statement here sees what was committed before it.
        at := clock_now();
        SELECT * INTO session FROM sessions WHERE id = slot.session_id;
        SELECT * INTO person FROM persons WHERE id = who;
        has_room := slot.capacity IS NULL OR slot.confirmed < slot.capacity;
        IF slot.id IS NULL OR person.id IS NULL
          OR NOT session.is_released OR session.status <> 'scheduled'
          OR session.starts_at + session.duration_minutes * interval '1 minute' <= at
          OR slot.invited_only OR slot.max_per_person IS NOT NULL OR slot.opens IS NOT NULL OR slot.closes IS NOT NULL
          -- Something may have expired, somebody may have to be seated first.
          OR slot.held + slot.offered > 0 OR slot.waiting > 0 AND (has_room OR slot.lapse)
          OR EXISTS (SELECT FROM slot_allocations WHERE slot_id = slot.id)
          OR EXISTS (SELECT FROM seats WHERE slot_id = slot.id AND person_id = who
                       AND status IN ('held', 'confirmed', 'waiting', 'offered'))
        THEN RETURN NULL; END IF;

        new_status := CASE WHEN has_room THEN 'confirmed' ELSE 'waiting' END;
        number := CASE WHEN NOT has_room THEN slot.queue_counter + 1 END;
        INSERT INTO seats (id, slot_id, person_id, status, group_size, city, queue_no, cause, created_at, changed_at)
          VALUES (new_seat, slot.id, who, new_status, 1, person.city, number, 'taken',
                  date_trunc('milliseconds', at), date_trunc('milliseconds', at));
        UPDATE slots SET confirmed = confirmed + has_room::int, waiting = waiting + (NOT has_room)::int,
                         queue_length = queue_length + (NOT has_room)::int,
                         queue_counter = queue_counter + (NOT has_room)::int
          WHERE id = slot.id;
        INSERT INTO seat_log (slot_id, seat_id, person_id, to_status, size, cause, actor, taken_after, capacity, at)
          VALUES (slot.id, new_seat, who, new_status, 1, 'taken', acting,
                  slot.confirmed + has_room::int, slot.capacity, at);

        -- Where the person reads the session's times (people/reader-zone.ts).
        zone_of_reader := coalesce(
          person.zone, (SELECT zone FROM cities WHERE slug = person.city),
          session.zone, (SELECT zone FROM cities WHERE slug = session.own_city), 'Etc/UTC');
        INSERT INTO outbox (id, subject, envelope)
          VALUES ((fact ->> 'id')::uuid, fact ->> 'type', fact || jsonb_build_object(
            'time', to_char(clock_now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            'data', jsonb_build_object(
              'slotId', slot.id, 'sessionId', session.id,
              'changes', jsonb_build_array(jsonb_build_object(
                'seatId', new_seat, 'personId', who, 'from', NULL, 'to', new_status, 'groupSize', 1,
                'zone', zone_of_reader, 'cause', 'taken')))));

        reply := json_build_object('created', true, 'seat', json_build_object(
          'id', new_seat, 'slotId', slot.id, 'sessionId', session.id, 'mode', slot.mode, 'personId', who,
          'status', new_status, 'groupSize', 1,
          'position', CASE WHEN NOT has_room THEN slot.queue_length + 1 END,
          'neverFits', false, 'offerUntil', NULL, 'heldUntil', NULL,
          'createdAt', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')));
        IF used_key IS NOT NULL THEN
          INSERT INTO idempotency (actor, operation, key, body_hash, reply)
            VALUES (acting, used_operation, used_key, used_hash, reply);
        END IF;
        RETURN reply;
      END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION take_seat_alone');
  }
}
