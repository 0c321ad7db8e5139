namespace Shield.Plugins.Postgres.Tests;

public sealed class SecrecyTests : ServerTests
{
    /// <summary>Looks at every process below this one, as long as it runs.</summary>
    private const string Watch = """
        # Not in the script itself, which every fork of this shell shows as its arguments. Looked for
        # without its colon, which a password file escapes.
        password=$(cat canary); canary=${password#*:}
        echo "$canary" >hidden
        # A tool could be gone before it was looked at; each waits for that, with the same arguments.
        slow() {
          local program
          for program in psql pg_dump pg_restore; do
            printf '%s\n' '#!/bin/bash' "seen=$(printf %q "$PWD/seen"); program=$program" 'tries=0' \
              'until grep -qs "$program" "$seen" || ((++tries > 200)); do sleep 0.05; done' \
              "exec $(command -v $program) \"\$@\"" >bin/$program
          done
          chmod +x bin/*
        }
        watch() { perl "$root/tests/Servers/find-secret.pl" "$1" hidden seen; wait "$1"; }
        """;

    [Fact]
    public void No_process_shows_the_password_and_nothing_is_left_of_it()
    {
        var endpoint = Box.Endpoint();
        endpoint["pg_user"] = Box.Database + "-user";
        endpoint["pg_password"] = "canary:$ecret-of-postgres";
        File.WriteAllText(Box.PathOf("canary"), "canary:$ecret-of-postgres");
        Directory.CreateDirectory(Box.PathOf("bin"));
        endpoint["pg_bindir"] = Box.PathOf("bin");

        var output = Box.Good(endpoint, $$"""
            {{Watch}}
            make_small
            slow
            sql postgres <<SQL
              CREATE ROLE "$db-user" LOGIN SUPERUSER PASSWORD '$password';
            SQL
            for action in validate fingerprint backup restore; do
              if [[ $action == restore ]]; then "$pg" restore <archive 2>>said & else
                "$pg" $action >archive-$action 2>>said & fi
              watch $!
              if [[ $action == backup ]]; then cp archive-backup archive; fi
            done
            grep -F "$canary" said || true
            for program in psql pg_dump pg_restore; do
              grep -q "$program" seen || echo "$program was not looked at"
            done
            find /dev/shm /tmp/shield-* -newer canary -type f -exec grep -lF "$canary" {} + 2>/dev/null ||
              true
            """);

        Assert.Empty(output);
    }

    [Fact]
    public void What_a_killed_process_left_of_secrets_goes_with_the_next()
    {
        var output = Box.Good("""
            make_small
            left=/dev/shm/shield-tool-$(id -u)-$db
            mkdir -m 700 "$left"; echo secret >"$left/passfile"; touch -d '2 minutes ago' "$left"
            "$pg" validate
            ls -d "$left" 2>/dev/null || true
            """);

        Assert.Empty(output);
    }

    [Fact]
    public void Variables_of_the_agent_that_libpq_knows_mean_nothing()
    {
        Box.Good("""
            make_small
            export PGHOST=nowhere.invalid PGPORT=1 PGUSER=nobody PGDATABASE=nothing PGSERVICE=none
            export PGPASSWORD=wrong PGSSLMODE=verify-full PGOPTIONS='-c default_transaction_read_only=on'
            "$pg" validate; "$pg" backup >archive; "$pg" restore <archive
            """);
    }
}
