namespace Shield.Plugins.Mysql.Tests;

/// <summary>What dies in the swap itself, where it is not all or nothing.</summary>
public sealed class WayBackTests : ServerTests
{
    /// <summary>Kills the plugin right after a statement of its own.</summary>
    private const string Killer = """
        mkdir bin; ln -s "$(command -v mariadb-dump)" bin/mariadb-dump
        cat >bin/mariadb <<'SH'
        #!/bin/bash
        IFS= read -r first
        if [[ $first == *wait_timeout\ =\ 3153* || $* == *--database=* ]]; then
          { printf '%s\n' "$first"; exec cat; } | mariadb "$@"
          exit
        fi
        statements=$first$'\n'$(cat)
        mariadb "$@" <<<"$statements"; code=$?
        if [[ $statements == *"RENAME TABLE"* ]]; then kill -KILL $PPID; fi
        exit $code
        SH
        chmod +x bin/mariadb
        make_shop; "$my" backup 2>/dev/null >archive
        sql "$db" <<<"UPDATE nopk SET x = 5; DROP TABLE part; CREATE TABLE extra (a INT)"; state >before
        jq --arg bin "$PWD/bin" '.mysql_bindir = $bin' endpoint >other
        code=0; SHIELD_ENDPOINT_FILE=other "$my" restore <archive 2>/dev/null || code=$?
        [[ $code == 137 ]] || echo "exit $code"
        state >between; ! cmp -s before between || echo 'nothing has moved'
        await '"$my" validate 2>&1 | grep -q "left of a restore of .$db. that did not end, and has what was"'
        """;

    [Fact]
    public void A_restore_that_died_in_the_swap_is_finished_by_the_next()
    {
        var output = Box.Good($$"""
            {{Killer}}
            "$my" restore <archive 2>/dev/null
            sql "$db" <<<"SELECT COUNT(*) FROM part; SHOW TABLES LIKE 'extra'"
            staged_here
            """);

        Assert.Equal("2", output);
    }

    [Fact]
    public void What_was_there_before_can_be_taken_back_by_hand()
    {
        // As the plugin's page says it.
        var output = Box.Good($$"""
            {{Killer}}
            tables() {
              sql <<<"SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = '$1'
                AND TABLE_TYPE <> 'VIEW' AND TABLE_NAME <> 'shield_way_back'" | sed 's/`/``/g'
            }
            old=$(staged_here | grep -m 1 _old_); sql <<<"CREATE DATABASE \`$db-aside\`"
            moves=()
            while read -r t; do moves+=("\`$db\`.\`$t\` TO \`$db-aside\`.\`$t\`"); done < <(tables "$db")
            while read -r t; do moves+=("\`$old\`.\`$t\` TO \`$db\`.\`$t\`"); done < <(tables "$old")
            sql "$db" <<<"SELECT CONCAT('DROP VIEW \`', REPLACE(TABLE_NAME, '\`', '\`\`'), '\`;')
              FROM information_schema.VIEWS WHERE TABLE_SCHEMA = '$db'" | sql "$db"
            (IFS=,; echo "RENAME TABLE ${moves[*]};") | sql
            sql "$old" <<<'SELECT part FROM shield_way_back ORDER BY place' |
              mariadb --defaults-file=client.cnf "$db"
            state | diff before -
            sql <<<"DROP DATABASE $old"
            """);

        Assert.Empty(output);
    }
}
