using System.Text.Json.Nodes;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Postgres.Tests;

public sealed class ValidationTests : ServerTests
{
    [Fact]
    public void What_works_is_said_with_the_version_of_the_server()
    {
        var (exit, output, errors) = Box.Run(Box.Endpoint(), "make_small; \"$pg\" validate");

        Assert.Equal(0, exit);
        Assert.Empty(output);
        Assert.Matches("is PostgreSQL [0-9.]+.* and can back up and restore '" + Box.Database, errors);
    }

    [Theory]
    [InlineData("pg_host", "nowhere.invalid", "the host 'nowhere.invalid' is unknown")]
    [InlineData("pg_port", "1", "nobody answers at 127.0.0.1:1")]
    [InlineData("pg_host", "/nonexistent", "nobody answers at /nonexistent")]
    [InlineData("pg_password", "not this one", "pg_user or pg_password is wrong")]
    [InlineData("pg_password", "", "wants a password for user 'postgres': set pg_password")]
    [InlineData("pg_user", "nobody at all", "pg_user or pg_password is wrong")]
    [InlineData("pg_bindir", "/usr", "there is no psql in '/usr': is pg_bindir right?")]
    public void What_is_missing_is_said_in_words(string field, string value, string words)
    {
        var endpoint = Box.Endpoint();
        endpoint[field] = value;

        foreach (var action in new[] { "validate", "backup", "restore" })
        {
            var (exit, output, errors) = Box.Run(
                endpoint, $"unset PGPASSFILE; export HOME=$PWD; \"$pg\" {action} </dev/null");

            Assert.Equal(3, exit);
            Assert.Empty(output);
            // A dump asks for another program first.
            if (field != "pg_bindir" || action == "validate")
                Assert.Contains(words, errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_database_that_is_not_there_is_said_with_those_that_are()
    {
        var (exit, _, errors) = Box.Run(Box.EndpointFor("nowhere"), "make_small; \"$pg\" validate");

        Assert.Equal(4, exit);
        Assert.Contains("the server has no database 'nowhere'; it has ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Rights_that_are_missing_are_all_said_at_once()
    {
        Box.Good("""
            make_small
            sql "$db" <<SQL
              CREATE ROLE "$db-user" LOGIN PASSWORD 'theirs'; CREATE SCHEMA "closed off";
              CREATE TABLE mine (a int); GRANT SELECT ON mine TO "$db-user";
              CREATE TABLE rows (a int); ALTER TABLE rows ENABLE ROW LEVEL SECURITY;
              GRANT SELECT ON rows TO "$db-user";
            SQL
            """);
        var endpoint = Box.Endpoint();
        endpoint["pg_user"] = Box.Database + "-user";
        endpoint["pg_password"] = "theirs";

        var (exit, _, errors) = Box.Run(endpoint, "\"$pg\" validate");

        Assert.Equal(4, exit);
        Assert.Contains("may not create databases", errors, StringComparison.Ordinal);
        Assert.Contains("belongs to 'postgres', and pg_user is no member", errors, StringComparison.Ordinal);
        Assert.Contains("may not read all", errors, StringComparison.Ordinal);
        foreach (var name in new[] { "public.s'", "public.t'", "public.rows'", "closed off", "large object" })
            Assert.Contains(name, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("mine", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Client_programs_that_are_older_than_the_server_are_named()
    {
        var endpoint = Box.Endpoint();
        Directory.CreateDirectory(Box.PathOf("bin"));
        endpoint["pg_bindir"] = Box.PathOf("bin");

        var (exit, _, errors) = Box.Run(endpoint, """
            make_small
            ln -s "$(command -v psql)" "$(command -v pg_restore)" bin/
            printf '#!/bin/sh\necho "pg_dump (PostgreSQL) 9.6.1"\n' >bin/pg_dump; chmod +x bin/pg_dump
            "$pg" validate
            """);

        Assert.Equal(4, exit);
        Assert.Matches("pg_dump is of PostgreSQL 9, the server is PostgreSQL [0-9]+: install", errors);
    }

    [Fact]
    public void A_wrapper_in_the_path_is_passed_by()
    {
        var output = Box.Good("""
            make_small
            mkdir bin
            printf '#!/bin/sh\necho "$0" >>used; exit 1\n' >bin/pg_wrapper; chmod +x bin/pg_wrapper
            for program in psql pg_dump pg_restore pg_dumpall; do ln -s pg_wrapper "bin/$program"; done
            PATH=$PWD/bin:$PATH "$pg" validate
            PATH=$PWD/bin:$PATH "$pg" backup | PATH=$PWD/bin:$PATH "$pg" restore
            ls used 2>/dev/null || echo unused
            """);

        Assert.Equal("unused", output);
    }

    [Fact]
    public void Programs_that_are_not_installed_are_said()
    {
        var (exit, _, errors) = Box.Run(Box.Endpoint(), "mkdir bin; PATH=$PWD/bin; \"$pg\" validate");

        Assert.Equal(3, exit);
        Assert.Contains("cannot start psql: No such file or directory", errors, StringComparison.Ordinal);
        Assert.Contains("install the PostgreSQL client", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", 12)]
    [InlineData("""{"pg_user":"a","pg_port":"high"}""", 13)]
    [InlineData("""{"pg_user":"a","pg_port":0}""", 13)]
    [InlineData("""{"pg_user":"a","pg_host":"one,two"}""", 13)]
    [InlineData("""{"pg_user":"a","pg_password":"two\nlines"}""", 13)]
    [InlineData("""{"pg_user":"a","pg_sslmode":"perhaps"}""", 13)]
    [InlineData("""{"pg_user":"a","pg_bindir":"bin"}""", 13)]
    public void A_wrong_endpoint_has_its_exit_code(string endpoint, int code)
    {
        var (exit, output, errors) = Box.Run(JsonNode.Parse(endpoint)!.AsObject(), "\"$pg\" backup");

        Assert.Equal(code, exit);
        Assert.Empty(output);
        Assert.StartsWith("postgres: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Info_says_that_a_restore_stages_and_what_the_fields_are()
    {
        var said = PluginReply.ParseInfo(Box.Good("\"$pg\" info"));
        var info = Assert.IsType<Verdict<PluginInfo>.Good>(said).Value;

        Assert.True(info is { Protocol: 2, IsTarget: true, IsStore: false, Stages: true });
        Assert.Equal(
            ["pg_user", "pg_password", "pg_host", "pg_port", "pg_database", "pg_sslmode", "pg_sslrootcert",
                "pg_bindir"],
            info.Fields.Select(field => field.Name));
    }
}
