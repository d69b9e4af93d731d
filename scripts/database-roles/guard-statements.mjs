import { isKept } from "./is-kept.mjs";

/** Of its own: with the schema of the ledger its guard would go as well. */
const SCHEMA = "ledger_guard";
const FUNCTIONS = ["refuse_change", "audit_prune"];
const EVENTS = { ledger_kept_drop: "sql_drop", ledger_kept_change: "ddl_command_end" };

/** Takes the guard away, so that the rights can be parted anew; the same transaction puts it back. */
export const unguardStatements = Object.keys(EVENTS).map((name) => `DROP EVENT TRIGGER IF EXISTS ${name}`);

/**
 * Event triggers that refuse to drop or alter what the ledger is made of, by whomever, unless the command is run as the
 * migrator. Only a superuser may make them, and only a superuser gets past them: by taking them away, which nobody does
 * by mistake.
 */
export function guardStatements(roles, tables) {
  return [
    `CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`,
    guard(roles, [...tables.filter(isKept).map(({ name }) => name), ...FUNCTIONS]),
    ...Object.entries(EVENTS).flatMap(([name, event]) => [
      `CREATE EVENT TRIGGER ${name} ON ${event} EXECUTE FUNCTION ${SCHEMA}.refuse_change()`,
      // Whoever sets session_replication_role is stopped as well.
      `ALTER EVENT TRIGGER ${name} ENABLE ALWAYS`,
    ]),
  ];
}

/** A trigger, rule, column or constraint has the name of its table in second place, a table or a function its own. */
function guard(roles, kept) {
  const names = kept.map((name) => `'${name}'`).join(", ");
  return `
    CREATE OR REPLACE FUNCTION ${SCHEMA}.refuse_change() RETURNS event_trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      kept CONSTANT text[] := ARRAY[${names}];
      touched text;
    BEGIN
      IF current_user = '${roles.migrator}' THEN
        RETURN;
      END IF;
      IF TG_EVENT = 'sql_drop' THEN
        SELECT object_identity INTO touched FROM pg_event_trigger_dropped_objects()
        WHERE address_names[1] = 'public' AND address_names[2] = ANY(kept) LIMIT 1;
      ELSE
        SELECT c.object_identity INTO touched
        FROM pg_event_trigger_ddl_commands() AS c,
             pg_identify_object_as_address(c.classid, c.objid, c.objsubid) AS named
        WHERE named.object_names[1] = 'public' AND named.object_names[2] = ANY(kept) LIMIT 1;
        -- What was renamed, moved or given away is no longer where it was. (REASSIGN OWNED itself fires no trigger.)
        IF touched IS NULL AND TG_TAG LIKE 'ALTER %' THEN
          SELECT name INTO touched FROM unnest(kept) AS name
          WHERE NOT EXISTS (
            SELECT 1 FROM pg_class WHERE relname = name AND relnamespace = to_regnamespace('public')
              AND relowner = to_regrole('${roles.owner}')
            UNION ALL
            SELECT 1 FROM pg_proc WHERE proname = name AND pronamespace = to_regnamespace('public')
              AND proowner = to_regrole('${roles.owner}'))
          LIMIT 1;
        END IF;
      END IF;
      IF touched IS NOT NULL THEN
        RAISE EXCEPTION '% is refused: % belongs to the ledger, which ${roles.migrator} alone changes', TG_TAG, touched
          USING ERRCODE = 'insufficient_privilege';
      END IF;
    END $$`;
}
