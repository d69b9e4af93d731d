-- psql -v password=… -f exporter-role.sql, as an administrator, once.
-- Statistics of the whole server, and no row of any table: pg_monitor reads views, never data.
CREATE ROLE exporter LOGIN PASSWORD :'password' CONNECTION LIMIT 5;
GRANT pg_monitor TO exporter;
