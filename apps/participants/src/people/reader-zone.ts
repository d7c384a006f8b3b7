/**
 * SQL for where a person reads the times of a session: their own zone, else their city's, else the session's.
 * For queries that name the tables `person` and `session` and join READER_CITIES. Never null.
 */
export const READER_ZONE = `coalesce(person.zone, person_city.zone, session.zone, session_city.zone, 'Etc/UTC')`;

export const READER_CITIES = `
  LEFT JOIN cities person_city ON person_city.slug = person.city
  LEFT JOIN cities session_city ON session_city.slug = session.own_city`;
