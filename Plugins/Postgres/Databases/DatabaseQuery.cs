namespace Shield.Plugins.Postgres.Databases;

/// <summary>Asks a server what it is and what it has, in one statement.</summary>
internal static class DatabaseQuery
{
    /// <summary>The locks of living restores are read later than the snapshot in which their marks are seen:
    /// whose mark is seen had its lock before.</summary>
    public const string Facts =
        $$"""
        WITH held AS MATERIALIZED (
          SELECT DISTINCT lpad(to_hex(classid::bigint), 8, '0') || lpad(to_hex(objid::bigint), 8, '0') AS id
          FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND objsubid = 1)
        SELECT jsonb_build_object(
          'version', current_setting('server_version_num')::int,
          'version_text', current_setting('server_version'),
          'superuser', me.rolsuper,
          'creates_databases', me.rolsuper OR me.rolcreatedb,
          'creates_roles', me.rolsuper OR me.rolcreaterole,
          'locks', current_setting('max_locks_per_transaction')::bigint
            * (current_setting('max_connections')::int + current_setting('max_prepared_transactions')::int),
          'held', (SELECT jsonb_agg(id) FROM held),
          'tablespaces', (SELECT jsonb_agg(spcname) FROM pg_catalog.pg_tablespace),
          'roles', (SELECT jsonb_object_agg(rolname, pg_catalog.shobj_description(r.oid, 'pg_authid'))
            FROM pg_catalog.pg_roles r),
          'databases', (SELECT jsonb_agg({{Row}} ORDER BY d.datname) FROM pg_catalog.pg_database d
            JOIN pg_catalog.pg_tablespace t ON t.oid = d.dattablespace))
        FROM pg_catalog.pg_roles me WHERE me.rolname = current_user;
        """;

    private const string Row =
        $$"""
        to_jsonb(d) || jsonb_build_object(
          'owner', pg_catalog.pg_get_userbyid(d.datdba),
          'is_ours', pg_catalog.pg_has_role(d.datdba, 'MEMBER'),
          'charset', pg_catalog.pg_encoding_to_char(d.encoding),
          'tablespace', t.spcname,
          'comment', pg_catalog.shobj_description(d.oid, 'pg_database'),
          'settings', ({{Settings}}),
          'grants', CASE WHEN d.datacl IS NOT NULL THEN coalesce(({{Grants}}), '[]') END,
          'obstacles', ({{Obstacles}}))
        """;

    private const string Settings =
        """
        SELECT jsonb_agg(jsonb_build_object('config', to_jsonb(s.setconfig), 'role',
            CASE WHEN s.setrole <> 0 THEN pg_catalog.pg_get_userbyid(s.setrole) END) ORDER BY s.setrole)
          FROM pg_catalog.pg_db_role_setting s WHERE s.setdatabase = d.oid
        """;

    private const string Grants =
        """
        SELECT jsonb_agg(jsonb_build_object(
            'grantor', pg_catalog.pg_get_userbyid(a.grantor),
            'grantee', CASE WHEN a.grantee <> 0 THEN pg_catalog.pg_get_userbyid(a.grantee) END,
            'privilege', a.privilege_type, 'grantable', a.is_grantable) ORDER BY a.place)
          FROM pg_catalog.aclexplode(d.datacl) WITH ORDINALITY
            AS a(grantor, grantee, privilege_type, is_grantable, place)
        """;

    private const string Obstacles =
        """
        SELECT jsonb_agg(o) FROM (
            SELECT 'the prepared transaction ''' || gid || '''' FROM pg_catalog.pg_prepared_xacts
              WHERE database = d.datname
            UNION ALL SELECT 'the logical replication slot ''' || slot_name || ''''
              FROM pg_catalog.pg_replication_slots WHERE database = d.datname
            UNION ALL SELECT 'the subscription ''' || subname || '''' FROM pg_catalog.pg_subscription
              WHERE subdbid = d.oid) AS found(o)
        """;
}
