using System.Text.Json.Nodes;
using Shield.Plugins.Mysql.Archive;
using Shield.Plugins.Mysql.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Mysql.Tests;

public sealed class OptionTests
{
    private static readonly Programs Maria = Programs.Of(
        "mariadb", "mariadb-dump", "mariadb-dump  Ver 10.19 Distrib 10.11.19-MariaDB, for debian-linux-gnu");

    private static readonly Programs Other =
        Programs.Of("mysql", "mysqldump", "mysqldump  Ver 8.0.36 for Linux on x86_64 (MySQL Community Server "
            + "- GPL)");

    [Theory]
    [InlineData("--result-file=/etc/x")]
    [InlineData("-r/etc/x")]
    [InlineData("--tab=/tmp")]
    [InlineData("-T/tmp")]
    [InlineData("--log-error=/etc/x")]
    [InlineData("--password=x")]
    [InlineData("-px")]
    [InlineData("--skip-comments")]
    [InlineData("--compact")]
    [InlineData("--skip-dump-date=x")]
    [InlineData("--defaults-extra-file=/tmp/x")]
    [InlineData("--where=1=0")]
    [InlineData("--no-data")]
    [InlineData("--plugin-dir=/tmp")]
    [InlineData("--default-character-set=latin1")]
    [InlineData("--host=elsewhere")]
    [InlineData("--net-buffer-length=1;x")]
    [InlineData("--force")]
    [InlineData("--ignore-table=nodot")]
    [InlineData("other_database")]
    [InlineData("--")]
    [InlineData("--single-transaction --all-databases")]
    public void What_writes_files_or_makes_an_archive_that_cannot_be_checked_is_refused(string options)
    {
        var refused = Assert.Throws<PluginException>(() => DumpOptions.Of(With(options)));

        Assert.Equal(PluginExit.FieldInvalid, refused.Exit);
        Assert.DoesNotContain(options.Split(' ')[^1] + " ", refused.Message + " ", StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_harmless_goes_to_the_program()
    {
        var options = DumpOptions.Of(With("--quick  --routines\n--net-buffer-length=64K --complete-insert"));

        var given = options.ForTables(Maria, withHistory: true);

        Assert.Equal(["--net-buffer-length=64K", "--complete-insert"], given.TakeLast(2));
        Assert.Contains("--single-transaction", given);
        Assert.Contains("--dump-history", given);
        Assert.Single(given, "--quick");
    }

    [Fact]
    public void Locking_all_tables_takes_the_place_of_the_transaction()
    {
        var given = DumpOptions.Of(With("--lock-all-tables")).ForTables(Maria, withHistory: false);

        Assert.Contains("--lock-all-tables", given);
        Assert.DoesNotContain("--single-transaction", given);
    }

    [Fact]
    public void Programs_of_MySQL_are_told_what_those_of_MariaDB_do_not_know()
    {
        string[] theirs = ["--column-statistics=0", "--set-gtid-purged=OFF"];
        var options = DumpOptions.Of(With("--quick"));

        Assert.False(Other.IsMaria);
        Assert.False(Other.KnowsHistory);
        Assert.All(theirs, option => Assert.Contains(option, options.ForTables(Other, withHistory: false)));
        Assert.All(theirs, option => Assert.Contains(option, DumpOptions.ForTriggers(Other)));
        Assert.All(theirs, option => Assert.DoesNotContain(option, options.ForTables(Maria,
            withHistory: true)));
    }

    [Theory]
    [InlineData("mariadb-dump from 11.4.2-MariaDB, client 10.19 for Linux (x86_64)", true, 11, 4)]
    [InlineData("mysqldump  Ver 10.19 Distrib 10.5.1-MariaDB, for x", true, 10, 5)]
    [InlineData("mysqldump  Ver 8.4.0 for Linux on x86_64", false, 8, 4)]
    [InlineData("mysqldump  Ver 10.13 Distrib 5.7.44, for Linux (x86_64)", false, 10, 13)]
    public void A_program_is_known_by_what_it_says_and_not_by_its_name(
        string text, bool isMaria, int major, int minor)
    {
        var programs = Programs.Of("mysql", "mysqldump", text);

        Assert.Equal((isMaria, new Version(major, minor)), (programs.IsMaria, programs.Version));
    }

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a\"b", "\"a\\\"b\"")]
    [InlineData("it's # x", "\"it\\'s # x\"")]
    [InlineData("back\\n", "\"back\\\\n\"")]
    public void Values_in_an_option_file_are_quoted(string value, string quoted) =>
        Assert.Equal(quoted, OptionFile.Quoted(value));

    [Theory]
    [InlineData("disable", "skip-ssl", "ssl-mode=DISABLED")]
    [InlineData("require", "ssl", "ssl-mode=REQUIRED")]
    [InlineData("verify-full", "ssl", "ssl-mode=VERIFY_IDENTITY")]
    public void Both_families_are_told_how_to_use_TLS(string mode, string maria, string other)
    {
        Assert.Equal(maria, OptionFile.Tls(mode, isMaria: true)[0]);
        Assert.Equal([other], OptionFile.Tls(mode, isMaria: false));
    }

    private static Endpoint With(string options) => Endpoint.Parse(
        new JsonObject { ["mysql_options"] = options }.ToJsonString(), MysqlFields.All);
}
