using System.Text.RegularExpressions;

namespace Shield.Silo.Catalog;

/// <summary>The role with which an agent comes to a catalog on a PostgreSQL server: it reaches what Orleans
/// needs to be a silo among others, and nothing of what the catalog holds.</summary>
public static partial class AgentRole
{
    /// <summary>Whether a role may be called so: small letters, digits, <c>_</c>, <c>-</c> and <c>.</c>, a
    /// letter first, 63 at most, which is where PostgreSQL cuts.</summary>
    public static bool IsName(string name) => Name().IsMatch(name);

    /// <summary>What makes this role, or gives it anew what it needs and takes away everything else: all of
    /// it, or nothing. For whoever may make roles, in the catalog's database, when a core has been there.
    /// There is no password in it.</summary>
    /// <param name="name">How the role is to be called; see <see cref="IsName"/>.</param>
    /// <remarks>An agent's silo cleans up after dead ones, and keeps its part of all reminders: of those
    /// tables it writes every row. The schema's version it compares with its own.</remarks>
    public static string Sql(string name) => IsName(name)
        ? $$"""
        BEGIN;
        DO $$
        DECLARE
          known pg_class;
        BEGIN
          SELECT * INTO STRICT known FROM pg_class WHERE oid = CAST('schema_version' AS regclass);
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{{name}}') THEN
            CREATE ROLE "{{name}}" LOGIN;
          ELSIF pg_has_role('{{name}}', known.relowner, 'MEMBER') THEN
            RAISE EXCEPTION 'role {{name}} owns this catalog; an agent needs a role of its own';
          END IF;
          EXECUTE format('GRANT CONNECT ON DATABASE %I TO "{{name}}"', current_database());
          EXECUTE format('GRANT USAGE ON SCHEMA %s TO "{{name}}"',
            CAST(known.relnamespace AS regnamespace));
          EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %s FROM "{{name}}"',
            CAST(known.relnamespace AS regnamespace));
        END $$;
        GRANT SELECT, INSERT, UPDATE, DELETE ON orleansmembershiptable, orleansreminderstable TO "{{name}}";
        GRANT SELECT, INSERT, UPDATE ON orleansmembershipversiontable TO "{{name}}";
        GRANT SELECT ON orleansquery, schema_version TO "{{name}}";
        COMMIT;
        """
        : throw new ArgumentException("this cannot be the name of a role", nameof(name));

    [GeneratedRegex(@"\A[a-z][a-z0-9_.-]{0,62}\z")]
    private static partial Regex Name();
}
