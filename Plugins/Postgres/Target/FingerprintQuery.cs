namespace Shield.Plugins.Postgres.Target;

/// <summary>Counts and digests of everything in a database: a row of JSON for each table, sequence and for
/// the large objects. The sum of digests does not depend on the order of rows.</summary>
internal static class FingerprintQuery
{
    public const string Text =
        $$"""
        SET DateStyle = 'ISO, YMD'; SET TimeZone = 'UTC'; SET IntervalStyle = 'postgres';
        SET extra_float_digits = 3; SET bytea_output = 'hex'; SET xmlbinary = 'base64'; SET lc_monetary = 'C';
        SET row_security = off; SET search_path = ''; SET statement_timeout = 0;
        BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
        SELECT format('SELECT jsonb_build_array(%L, jsonb_build_object(''rows'', count(*), ''digest'', '
            || '{{TableDigest}})) FROM ONLY %I.%I t', format('%s %I.%I', CASE c.relkind WHEN 'm' THEN
              'materialized view' ELSE 'table' END, n.nspname, c.relname), n.nspname, c.relname)
          FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relkind IN ('r', 'm') AND c.relispopulated AND c.relpersistence <> 't'
            AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
              WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
          ORDER BY 1
        \gexec
        SELECT format('SELECT jsonb_build_array(%L, jsonb_build_object(''last'', last_value, ''called'', '
            || 'is_called)) FROM %I.%I', format('sequence %I.%I', n.nspname, c.relname), n.nspname, c.relname)
          FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
            WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
          ORDER BY 1
        \gexec
        SELECT jsonb_build_array('large objects', jsonb_build_object('count', count(*), 'digest',
            {{ObjectDigest}})) FROM pg_catalog.pg_largeobject_metadata m;
        COMMIT;
        """;

    private const string TableDigest =
        "coalesce(sum((''x'' || left(md5(t::text), 16))::bit(64)::bigint::numeric), 0)::text";

    private const string ObjectDigest =
        "coalesce(sum(('x' || left(md5(m.oid || md5(pg_catalog.lo_get(m.oid))), 16))::bit(64)::bigint"
        + "::numeric), 0)::text";
}
