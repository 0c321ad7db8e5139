namespace Shield.Plugins.Mysql.Tests;

public sealed class SecrecyTests : ServerTests
{
    /// <summary>Looks at every process below this one, as long as it runs.</summary>
    private const string Watch = """
        # Not in the script itself, which every fork of this shell shows as its arguments.
        canary=$(cat canary)
        # A tool could be gone before it was looked at; each waits for that, with the same arguments.
        slow() {
          local program
          for program in mariadb mariadb-dump; do
            printf '%s\n' '#!/bin/bash' "seen=$(printf %q "$PWD/seen"); program=$program" 'tries=0' \
              'until grep -qs "$program" "$seen" || ((++tries > 200)); do sleep 0.05; done' \
              "find /dev/shm -name options.cnf ! -perm 600 2>/dev/null >>$(printf %q "$PWD/open")" \
              "exec $(command -v $program) \"\$@\"" >bin/$program
          done
          chmod +x bin/*
        }
        watch() { perl "$root/tests/Servers/find-secret.pl" "$1" canary seen; wait "$1"; }
        """;

    [Fact]
    public void No_process_shows_the_password_and_nothing_is_left_of_it()
    {
        var endpoint = Box.EndpointWith("mysql_user", Box.Database + "-user");
        endpoint["mysql_password"] = "canary:$ecret-of-mysql";
        File.WriteAllText(Box.PathOf("canary"), "canary:$ecret-of-mysql");
        Directory.CreateDirectory(Box.PathOf("bin"));
        endpoint["mysql_bindir"] = Box.PathOf("bin");

        var output = Box.Good(endpoint, $$"""
            {{Watch}}
            make_small
            slow
            sql <<<"CREATE USER \`$db-user\`@'%' IDENTIFIED BY '$canary'; GRANT ALL ON *.*
              TO \`$db-user\`@'%'"
            for action in validate fingerprint backup restore; do
              if [[ $action == restore ]]; then "$my" restore <archive 2>>said & else
                "$my" $action >archive-$action 2>>said & fi
              watch $!
              if [[ $action == backup ]]; then cp archive-backup archive; fi
            done
            grep -F "$canary" said archive || true
            for program in mariadb mariadb-dump; do
              grep -q "bin/$program" seen || echo "$program was not looked at"
            done
            cat open
            find /dev/shm /tmp/shield-* -newer canary -type f -exec grep -lF "$canary" {} + 2>/dev/null |
              grep -v /data/ || true
            """);

        Assert.Empty(output);
    }

    [Fact]
    public void Variables_and_files_of_the_agent_mean_nothing()
    {
        Box.Good("""
            make_small
            export HOME=$PWD; printf '[client]\npassword=wrong\nhost=nowhere.invalid\n' >.my.cnf
            printf '[mysqldump]\nskip-comments\nresult-file=%s\n' "$PWD/elsewhere" >>.my.cnf
            export MYSQL_PWD=wrong MYSQL_HOST=nowhere.invalid MYSQL_TCP_PORT=1 MYSQL_UNIX_PORT=/nonexistent
            export MYSQL_HOME=$PWD MARIADB_HOME=$PWD
            "$my" validate; "$my" backup >archive; "$my" restore <archive
            test ! -e elsewhere
            """);
    }
}
