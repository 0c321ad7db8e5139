using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Shield.Plugins.Mysql.Tests;

/// <summary>On a server of its own, since some of it is set for all.</summary>
public sealed partial class RightsTests : IClassFixture<OwnServer>, IDisposable
{
    private readonly Sandbox _box;

    public RightsTests(OwnServer own)
    {
        _box = new Sandbox(own.Server);
        _box.Good("make_shop; state >before; sql <<<'SET GLOBAL log_bin_trust_function_creators = 1'");
    }

    [Fact]
    public void The_rights_that_the_page_names_are_enough()
    {
        Grant(Documented());

        var (exit, output, errors) = _box.Run(Theirs(), """
            "$my" validate; "$my" fingerprint >print; "$my" backup >archive
            sql "$db" <<<"DROP TABLE part; DROP VIEW theirs; UPDATE nopk SET x = 1"
            "$my" restore <archive
            state >after; diff before after
            "$my" fingerprint | diff print -; staged_here
            """);

        Assert.Empty(output);
        Assert.True(exit == 0, errors);
        Assert.Contains("act as", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(", EVENT ON `shop`", " ON `shop`", "GRANT EVENT ON")]
    [InlineData("TRIGGER, ", "", "GRANT TRIGGER ON")]
    [InlineData("SHOW VIEW, ", "", "GRANT SHOW VIEW ON")]
    [InlineData("REFERENCES, ", "", "GRANT REFERENCES ON")]
    [InlineData("GRANT SELECT ON mysql.proc TO shield@'%';", "", "GRANT SELECT ON mysql.proc")]
    [InlineData("GRANT SET USER ON *.* TO shield@'%';", "", "GRANT SET USER ON *.*")]
    public void Each_right_that_is_missing_is_said(string right, string instead, string words)
    {
        var documented = Documented();
        Assert.Contains(right, documented, StringComparison.Ordinal);
        Grant(documented.Replace(right, instead, StringComparison.Ordinal));

        var (exit, _, errors) = _box.Run(Theirs(), "\"$my\" validate");

        Assert.Equal(4, exit);
        Assert.Contains(words, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_right_to_read_a_backup_writes_nothing()
    {
        Grant("CREATE USER shield@'%' IDENTIFIED BY '…'; GRANT SELECT ON `shop`.* TO shield@'%';");

        var (exit, output, errors) = _box.Run(Theirs(), "\"$my\" backup");

        Assert.Equal((4, ""), (exit, output));
        Assert.Contains("GRANT SHOW VIEW, TRIGGER, EVENT ON", errors, StringComparison.Ordinal);
        Assert.Contains("GRANT SELECT ON mysql.proc", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_distrusts_creators_is_noticed_before_anything_is_made()
    {
        Grant(Documented());

        var (exit, output, errors) = _box.Run(Theirs(), """
            "$my" backup >archive
            sql <<<'SET GLOBAL log_bin_trust_function_creators = 0'
            code=0; "$my" restore <archive || code=$?
            state >after; diff before after; staged_here
            exit $code
            """);

        Assert.Equal((4, ""), (exit, output));
        Assert.Contains("only SUPER may make triggers and functions", errors, StringComparison.Ordinal);
        Assert.EndsWith("nothing was changed\n", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_role_gives_counts()
    {
        Grant(Documented().Replace("shield@'%'", "shield_role", StringComparison.Ordinal)
            .Replace("CREATE USER shield_role IDENTIFIED BY '…'", "CREATE ROLE shield_role",
                StringComparison.Ordinal)
            + "CREATE USER shield@'%' IDENTIFIED BY '…'; GRANT shield_role TO shield@'%';"
            + "SET DEFAULT ROLE shield_role FOR shield@'%';");

        var (exit, _, errors) = _box.Run(Theirs(), "\"$my\" validate; \"$my\" backup >archive");

        Assert.True(exit == 0, errors);
    }

    public void Dispose() => _box.Dispose();

    private static string Documented()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Join(folder!.FullName, "Shield.Orleans.sln"))) folder = folder.Parent;
        var page = File.ReadAllText(Path.Join(folder.FullName, "docs", "plugins", "mysql.md"));
        return Statements().Match(page).Groups[1].Value;
    }

    [GeneratedRegex("### Rights.*?```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Statements();

    private JsonObject Theirs()
    {
        var endpoint = _box.EndpointWith("mysql_user", _box.Database + "-shield");
        endpoint["mysql_password"] = "their own";
        return endpoint;
    }

    private void Grant(string statements)
    {
        File.WriteAllText(_box.PathOf("grants.sql"), statements
            .Replace("shield@'%'", $"`{_box.Database}-shield`@'%'", StringComparison.Ordinal)
            .Replace("shield_role", $"`{_box.Database}-role`", StringComparison.Ordinal)
            .Replace("'…'", "'their own'", StringComparison.Ordinal)
            .Replace("`shop`", $"`{_box.Database}`", StringComparison.Ordinal));
        _box.Good("sql <grants.sql");
    }
}
