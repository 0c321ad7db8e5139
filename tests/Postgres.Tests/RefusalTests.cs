namespace Shield.Plugins.Postgres.Tests;

public sealed class RefusalTests : ServerTests
{
    private const string RestoreAndCompare = """
        state >before
        code=0; "$pg" restore <archive || code=$?
        state >after; diff before after; staged_here
        exit $code
        """;

    [Fact]
    public void Roles_that_are_missing_are_named_and_nothing_is_changed()
    {
        var (exit, output, errors) = Box.Run(Box.Endpoint(), $$"""
            make_shop; "$pg" backup >archive
            sql postgres <<<"DROP DATABASE \"$db\"; DROP ROLE \"$owner\", \"$reader\""
            make_small
            {{RestoreAndCompare}}
            """);

        Assert.Equal(4, exit);
        Assert.Contains(
            $"needs roles that the server does not have: '{Box.Database}-owner', '{Box.Database}-reader'",
            errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public void A_role_that_only_a_policy_names_is_a_failure_that_changes_nothing()
    {
        var (exit, output, errors) = Box.Run(Box.Endpoint(), $$"""
            make_small
            sql postgres <<<"CREATE ROLE \"$db-gone\""
            sql "$db" <<<"CREATE POLICY p ON t TO \"$db-gone\""
            "$pg" backup >archive
            sql "$db" <<<"DROP POLICY p ON t"; sql postgres <<<"DROP ROLE \"$db-gone\""
            {{RestoreAndCompare}}
            """);

        Assert.Equal(3, exit);
        Assert.Contains($"role \"{Box.Database}-gone\" does not exist", errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public void A_tablespace_that_is_missing_is_named()
    {
        var (exit, output, errors) = Box.Run(Box.Endpoint(), $$"""
            make_small
            place=$(dirname "$(sql postgres <<<'SHOW data_directory')")/$db
            sql postgres <<SQL
              COPY (SELECT 1) TO PROGRAM 'mkdir $place';
            SQL
            sql postgres <<<"CREATE TABLESPACE \"$db-place\" LOCATION '$place'"
            sql "$db" <<<"CREATE TABLE there (a int) TABLESPACE \"$db-place\""
            "$pg" backup >archive
            sql "$db" <<<"DROP TABLE there"; sql postgres <<<"DROP TABLESPACE \"$db-place\""
            {{RestoreAndCompare}}
            """);

        Assert.Equal(4, exit);
        Assert.Contains(
            $"needs tablespaces that the server does not have: '{Box.Database}-place'", errors,
            StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public void Somebody_who_may_not_replace_the_database_changes_nothing()
    {
        Box.Good("""
            make_small; "$pg" backup >archive
            sql postgres <<<"CREATE ROLE \"$db-user\" LOGIN PASSWORD 'theirs'"
            """);
        var endpoint = Box.Endpoint();
        endpoint["pg_user"] = Box.Database + "-user";
        endpoint["pg_password"] = "theirs";

        var (exit, output, errors) = Box.Run(endpoint, RestoreAndCompare);

        Assert.Equal(4, exit);
        Assert.Contains("may not create databases", errors, StringComparison.Ordinal);
        Assert.Contains("belongs to 'postgres'", errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public void An_archive_of_one_database_needs_to_be_told_which_it_becomes()
    {
        var (exit, _, errors) = Box.Run(Box.EndpointFor(null), "printf 'PGDMP' | \"$pg\" restore");

        Assert.Equal(4, exit);
        Assert.Contains("say in pg_database which one it is to become", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_tools_say_holds_no_rows()
    {
        // A function that the restore calls for each row quotes it.
        var (exit, output, errors) = Box.Run(Box.Endpoint(), $$"""
            make_small
            sql "$db" <<'SQL'
              CREATE FUNCTION refuse(b text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
                IF current_setting('is_superuser') = 'on' AND current_database() LIKE 'shield%' THEN
                  PERFORM b::int; END IF; RETURN true; END $$;
              CREATE TABLE secrets (b text CHECK (refuse(b)));
              INSERT INTO secrets VALUES ('the secret of somebody');
            SQL
            "$pg" backup >archive
            {{RestoreAndCompare}}
            """.Replace("$$ BEGIN", "$f$ BEGIN", StringComparison.Ordinal)
                .Replace("END $$;", "END $f$;", StringComparison.Ordinal));

        Assert.Equal(3, exit);
        Assert.Contains("invalid input syntax for type integer: …", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret of somebody", errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }
}
