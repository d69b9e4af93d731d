#!/bin/sh
# Run once by the image of PostgreSQL, when it makes the database.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$EXPORTER_PASSWORD" -U "$POSTGRES_USER" -d "$POSTGRES_DB" -f /exporter-role.sql
