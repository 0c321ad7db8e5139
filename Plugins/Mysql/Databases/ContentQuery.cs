using Shield.Plugins.Mysql.Server;

namespace Shield.Plugins.Mysql.Databases;

/// <summary>Asks what is in a database: one JSON array for each thing.</summary>
internal static class ContentQuery
{
    public static string Of(string database)
    {
        // Names are compared by the bytes as well: Shop and shop may be two databases.
        var name = Sql.Text(database);
        string Is(string column) => $"{column} = {name} AND BINARY {column} = BINARY {name}";
        return $"""
            SELECT JSON_ARRAY('table', TABLE_NAME, TABLE_TYPE, ENGINE) FROM information_schema.TABLES
              WHERE {Is("TABLE_SCHEMA")} AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED', 'SEQUENCE')
              ORDER BY BINARY TABLE_NAME;
            SELECT JSON_ARRAY('view', TABLE_NAME, DEFINER) FROM information_schema.VIEWS
              WHERE {Is("TABLE_SCHEMA")} ORDER BY BINARY TABLE_NAME;
            SELECT JSON_ARRAY('trigger', TRIGGER_NAME, DEFINER, EVENT_OBJECT_TABLE)
              FROM information_schema.TRIGGERS WHERE {Is("TRIGGER_SCHEMA")} ORDER BY BINARY TRIGGER_NAME;
            SELECT JSON_ARRAY('event', EVENT_NAME, DEFINER) FROM information_schema.EVENTS
              WHERE {Is("EVENT_SCHEMA")} ORDER BY BINARY EVENT_NAME;
            SELECT JSON_ARRAY('routine', ROUTINE_NAME, DEFINER, ROUTINE_TYPE) FROM information_schema.ROUTINES
              WHERE {Is("ROUTINE_SCHEMA")} ORDER BY BINARY ROUTINE_NAME;
            SELECT JSON_ARRAY('from', CONCAT(CONSTRAINT_SCHEMA, '.', TABLE_NAME))
              FROM information_schema.REFERENTIAL_CONSTRAINTS
              WHERE {Is("UNIQUE_CONSTRAINT_SCHEMA")} AND BINARY CONSTRAINT_SCHEMA <> BINARY {name} ORDER BY 1;
            SELECT JSON_ARRAY('to', CONCAT(CONSTRAINT_SCHEMA, '.', TABLE_NAME))
              FROM information_schema.REFERENTIAL_CONSTRAINTS
              WHERE {Is("CONSTRAINT_SCHEMA")} AND BINARY UNIQUE_CONSTRAINT_SCHEMA <> BINARY {name} ORDER BY 1;
            SELECT JSON_ARRAY('float', CONCAT(TABLE_NAME, '.', COLUMN_NAME)) FROM information_schema.COLUMNS
              WHERE {Is("TABLE_SCHEMA")} AND DATA_TYPE = 'float' ORDER BY 1;
            SELECT JSON_ARRAY('nextval', TABLE_NAME, COLUMN_NAME, COLUMN_DEFAULT)
              FROM information_schema.COLUMNS WHERE {Is("TABLE_SCHEMA")} AND LOWER(COLUMN_DEFAULT)
                REGEXP '(next|last)val\\(' ORDER BY 1;
            """;
    }
}
