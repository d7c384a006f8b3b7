/** Settings of the server that the services count on, for the launcher; docker-compose.yml gives the same. */
export const SERVER_SETTINGS = ['max_connections=300', 'timezone=UTC', 'log_timezone=UTC'];
