using Shield.Plugins.Postgres.Archive;

namespace Shield.Plugins.Postgres.Tests;

public sealed class GlobalsTests
{
    private static readonly Globals Sample = Globals.Parse("""
        -- PostgreSQL database cluster dump
        \restrict abc
        SET client_encoding = 'UTF8';
        CREATE ROLE admin;
        ALTER ROLE admin WITH SUPERUSER LOGIN PASSWORD 'SCRAM-SHA-256$4096:a;b';
        CREATE ROLE "the ""new"" one";
        ALTER ROLE "the ""new"" one" WITH NOLOGIN;
        COMMENT ON ROLE "the ""new"" one" IS 'of two
        lines; and a semicolon';
        ALTER ROLE admin SET work_mem TO '1MB';
        GRANT admin TO "the ""new"" one" WITH ADMIN OPTION GRANTED BY "some one";
        GRANT admin TO other GRANTED BY postgres;
        CREATE TABLESPACE fast OWNER admin LOCATION '/fast';
        GRANT ALL ON TABLESPACE fast TO admin;
        """);

    [Fact]
    public void Roles_and_tablespaces_are_read()
    {
        Assert.Equal(["admin", "the \"new\" one"], Sample.Roles);
        Assert.Equal(["fast"], Sample.Tablespaces);
    }

    [Fact]
    public void Only_what_concerns_a_new_role_is_done()
    {
        var statements = Sample.About(new HashSet<string> { "the \"new\" one" }).ToList();

        Assert.Equal(
            [
                "ALTER ROLE \"the \"\"new\"\" one\" WITH NOLOGIN;",
                "COMMENT ON ROLE \"the \"\"new\"\" one\" IS 'of two\nlines; and a semicolon';",
                "GRANT admin TO \"the \"\"new\"\" one\" WITH ADMIN OPTION;",
            ],
            statements);
    }

    [Fact]
    public void Nothing_is_done_where_no_role_is_new() =>
        Assert.Empty(Sample.About(new HashSet<string>()));
}
