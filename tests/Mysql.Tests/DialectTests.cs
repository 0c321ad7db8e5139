namespace Shield.Plugins.Mysql.Tests;

/// <summary>Programs of MySQL, played by those of MariaDB: what they are told.</summary>
public sealed class DialectTests : ServerTests
{
    /// <summary>Refuse what MySQL's programs would, and demand what they need.</summary>
    private const string Programs = """
        mkdir bin
        # MariaDB's do not know one line of the option file.
        cat >bin/options <<'SH'
        sed '/^ssl-mode=PREFERRED$/ d' "${1#*=}" >"${1#*=}.maria"
        cmp -s "${1#*=}" "${1#*=}.maria" && { echo 'mysqldump: Error: no ssl-mode' >&2; exit 9; }
        SH
        cat >bin/mysqldump <<'SH'
        #!/bin/bash
        if [[ $* == *--version* ]]; then echo 'mysqldump  Ver 8.0.36 for Linux on x86_64'; exit; fi
        source "${0%/*}/options"
        needed=0
        for word in "${@:2}"; do
          case $word in
            --column-statistics=0 | --set-gtid-purged=OFF) needed=$((needed + 1)) ;;
            --dump-history) echo "mysqldump: Error: unknown option $word" >&2; exit 9 ;;
            *) given+=("$word") ;;
          esac
        done
        ((needed == 2)) || { echo 'mysqldump: Error: COLUMN_STATISTICS' >&2; exit 9; }
        exec mariadb-dump "$1.maria" "${given[@]}"
        SH
        cat >bin/mysql <<'SH'
        #!/bin/bash
        source "${0%/*}/options"
        exec mariadb "$1.maria" "${@:2}"
        SH
        chmod +x bin/*
        """;

    [Fact]
    public void Programs_of_MySQL_back_up_and_restore()
    {
        var output = Box.Good($$"""
            {{Programs}}
            make_small; state >before
            jq --arg bin "$PWD/bin" '.mysql_bindir = $bin' endpoint >other; export SHIELD_ENDPOINT_FILE=other
            "$my" validate; "$my" backup >archive; sql "$db" <<<'DROP TABLE twice'
            "$my" restore <archive; state >after; diff before after
            """);

        Assert.Empty(output);
    }

    [Fact]
    public void A_dump_program_that_stops_half_way_and_says_that_all_is_well_is_found_out()
    {
        var (exit, output, errors) = Box.Run(Box.Endpoint(), """
            make_small; mkdir bin
            ln -s "$(command -v mariadb)" bin/mariadb
            cat >bin/mariadb-dump <<'SH'
            #!/bin/bash
            if [[ $* == *--version* ]]; then exec mariadb-dump "$@"; fi
            mariadb-dump "$@" | head -c 100000
            SH
            chmod +x bin/mariadb-dump
            jq --arg bin "$PWD/bin" '.mysql_bindir = $bin' endpoint >other
            code=0; SHIELD_ENDPOINT_FILE=other "$my" backup >archive || code=$?
            grep -c 'end {' archive || true
            exit $code
            """);

        Assert.Equal((3, "0"), (exit, output));
        Assert.Contains("did not come to its end", errors, StringComparison.Ordinal);
    }
}
