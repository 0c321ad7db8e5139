using System.Text;
using Shield.Plugins.Mysql.Archive;
using Shield.Plugins.Mysql.Databases;
using Shield.Plugins.Mysql.Server;

namespace Shield.Plugins.Mysql.Tests;

public sealed class TextTests
{
    private static readonly Address Server = new("db1", 3306, null, "shield", "shop");

    [Theory]
    [InlineData("ERROR 1062 (23000) at line 7: Duplicate entry 'a secret' for key 'PRIMARY'", "a secret")]
    [InlineData("ERROR 1064 (42000) at line 1: error near 'INSERT (''secret'')' at line 1", "secret")]
    [InlineData("ERROR 1366 (22007): Incorrect integer value: \"the secret\" for column `s`.`t`.`a`",
        "secret")]
    [InlineData("--------------\nINSERT INTO t VALUES ('secret')\n--------------\n\nERROR 1146 (42S02): x",
        "secret")]
    public void Nothing_that_is_stored_is_repeated(string errors, string secret) =>
        Assert.DoesNotContain(secret, Complaints.Explain("mariadb", 1, errors, Server),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("ERROR 1146 (42S02) at line 9: Table 'shop.orders' doesn't exist", "Table 'shop.orders' "
        + "doesn't")]
    [InlineData("mariadb-dump: Error 2013: Lost connection to server when dumping table `t` at row: 5",
        "table `t`")]
    [InlineData("mysqldump: Couldn't execute 'SHOW FIELDS FROM `v`': denied (1142)", "`v`")]
    [InlineData("ERROR 2002 (HY000): Can't connect to server on 'db1' (115)", "nobody answers at db1:3306")]
    [InlineData("ERROR 1205 (HY000) at line 3: Lock wait timeout exceeded", "somebody holds a lock")]
    public void What_helps_is_kept(string errors, string kept) =>
        Assert.Contains(kept, Complaints.Explain("mariadb", 1, errors, Server), StringComparison.Ordinal);

    [Fact]
    public void The_reason_is_found_after_megabytes_of_a_statement()
    {
        var errors = new ErrorLines();

        for (var i = 0; i < 1000; i++) errors.Add(Encoding.UTF8.GetBytes($"INSERT "
            + $"('{new string('x', 5000)}'),"));
        errors.Add("\nERROR 1146 (42S02) at li"u8);
        errors.Add("ne 9: Table 'a.b' doesn't exist\n"u8);

        Assert.Equal("ERROR 1146 (42S02) at line 9: Table 'a.b' doesn't exist", errors.Text);
    }

    [Theory]
    [InlineData("shop", "shop", true)]
    [InlineData("shop", "shop2", false)]
    [InlineData("sh%", "shop", true)]
    [InlineData("sh_p", "shop", true)]
    [InlineData(@"sh\_p", "shop", false)]
    [InlineData(@"shield\_%", "shield_new_1", true)]
    [InlineData("a.c", "abc", false)]
    public void A_grant_may_mean_many_databases(string pattern, string database, bool matches) =>
        Assert.Equal(matches, Grants.Matches(pattern, database));

    [Fact]
    public void Grants_are_read()
    {
        var grants = Grants.Parse(
            [
                "GRANT SET USER ON *.* TO `shield`@`%` IDENTIFIED BY PASSWORD '*0'",
                "GRANT SELECT, LOCK TABLES ON `shop`.* TO `shield`@`%`",
                "GRANT SELECT ON `mysql`.`proc` TO `shield`@`%`",
                "GRANT INSERT (`a`, `b`), UPDATE ON `shop`.`t` TO `shield`@`%`",
                "GRANT ALL PRIVILEGES ON `a``b`.* TO `shield`@`%`",
            ],
            isMaria: true);

        Assert.True(grants.HasGlobally("SUPER", "SET USER"));
        Assert.False(grants.HasGlobally("SELECT"));
        Assert.True(grants.Has("LOCK TABLES", "shop"));
        Assert.True(grants.Has("SELECT", "mysql", "proc"));
        Assert.False(grants.Has("SELECT", "mysql", "user"));
        Assert.False(grants.Has("INSERT", "shop", "t"));
        Assert.True(grants.Has("UPDATE", "shop", "t"));
        Assert.True(grants.Has("TRIGGER", "a`b"));
        Assert.False(grants.IsIncomplete);
    }

    [Fact]
    public void Roles_of_MySQL_may_give_more_than_is_shown() =>
        Assert.True(Grants.Parse(["GRANT `admin`@`%` TO `shield`@`%`"], isMaria: false).IsIncomplete);

    [Theory]
    [InlineData("  `id` int(11) DEFAULT nextval(`shop`.`sq`),", "  `id` int(11) DEFAULT nextval(`sq`),")]
    [InlineData("  `id` int(11) DEFAULT (nextval(`shop`.`sq`) + 1),", "  `id` int(11) DEFAULT (nextval(`sq`) "
        + "+ 1),")]
    [InlineData("  `id` int(11) DEFAULT nextval(`other`.`sq`),", "  `id` int(11) DEFAULT "
        + "nextval(`other`.`sq`),")]
    [InlineData("  `c` text DEFAULT 'nextval(`shop`.`sq`)',", "  `c` text DEFAULT 'nextval(`shop`.`sq`)',")]
    [InlineData("(1,'  `id` int DEFAULT nextval(`shop`.`sq`)')", "(1,'  `id` int DEFAULT "
        + "nextval(`shop`.`sq`)')")]
    public void A_default_loses_the_name_of_its_own_database_and_nothing_else_does(string line,
        string changed)
    {
        using var output = new MemoryStream();
        var filter = new DefaultFilter("`shop`");

        // Byte by byte, as the worst of pipes.
        foreach (var b in Encoding.UTF8.GetBytes(line + "\nnext")) filter.Pass([b], output.Write);
        filter.Finish(output.Write);

        Assert.Equal(changed + "\nnext", Encoding.UTF8.GetString(output.ToArray()));
    }
}
