namespace Shield.Plugins.Mysql.Tests;

/// <summary>All databases of a server, one test after the other.</summary>
public sealed class AllTests : IClassFixture<OwnServer>, IDisposable
{
    private readonly Sandbox _box;

    public AllTests(OwnServer own)
    {
        _box = new Sandbox(own.Server);
        _box.Good("""
            make_shop
            shop=$db; db="$db-Odd é."; sql <<<"CREATE DATABASE \`$db\` CHARACTER SET latin1"
            sql "$db" <<<"CREATE TABLE here (a INT); INSERT INTO here VALUES (1); CREATE VIEW v AS SELECT a
              FROM here"
            sql <<<"CREATE DATABASE \`$shop-empty\`"
            for one in "$shop" "$shop-Odd é." "$shop-empty"; do state "$one"; done >before
            """);
    }

    [Fact]
    public void All_databases_come_back_and_accounts_stay()
    {
        var output = _box.Good(_box.EndpointFor(null), """
            "$my" fingerprint >print; "$my" backup 2>/dev/null >archive
            sql <<SQL
              DROP DATABASE \`$db\`; DROP TABLE \`$db-Odd é.\`.here; CREATE TABLE \`$db-empty\`.extra (a INT);
              CREATE DATABASE \`$db-later\`; CREATE TABLE \`$db-later\`.stays (a INT);
              CREATE USER \`$db-later\`@'%' IDENTIFIED BY 'x';
            SQL
            "$my" restore <archive 2>/dev/null
            for one in "$db" "$db-Odd é." "$db-empty"; do state "$one"; done >after
            diff before after
            sql <<<"SELECT COUNT(*) FROM mysql.user WHERE User = '$db-later'; DROP DATABASE \`$db-later\`"
            "$my" fingerprint | diff print -
            sql <<<"SHOW DATABASES LIKE 'shield%'"
            """);

        Assert.Equal("1", output);
    }

    [Fact]
    public void One_of_all_can_be_restored_alone()
    {
        var output = _box.Good(_box.EndpointFor(null), """
            "$my" backup 2>/dev/null >archive
            sql <<<"UPDATE \`$db-Odd é.\`.here SET a = 2; UPDATE \`$db\`.nopk SET x = 99"
            jq --arg name "$db-Odd é." '.mysql_database = $name' endpoint >other
            SHIELD_ENDPOINT_FILE=other "$my" restore <archive 2>/dev/null
            sql <<<"SELECT a FROM \`$db-Odd é.\`.v; SELECT MAX(x) FROM \`$db\`.nopk"
            jq '.mysql_database = "nowhere"' endpoint >other
            SHIELD_ENDPOINT_FILE=other "$my" restore <archive 2>&1 | grep -c "no database 'nowhere'" || true
            """);

        Assert.Equal("1\n99\n1", output);
    }

    [Fact]
    public void Damage_in_the_last_database_leaves_all_as_they_were()
    {
        var output = _box.Good(_box.EndpointFor(null), """
            "$my" backup 2>/dev/null >archive
            sql <<<"UPDATE \`$db-Odd é.\`.here SET a = 2; UPDATE \`$db\`.nopk SET x = 99"
            for one in "$db" "$db-Odd é." "$db-empty"; do state "$one"; done >changed
            sed 's/INSERT INTO `here`/INSERT INTO `hare`/' archive >bad
            code=0; "$my" restore <bad 2>said || code=$?; echo $code; tail -n 1 said
            perl "$root/tests/Mysql.Tests/seal.pl" <bad >worse
            code=0; "$my" restore <worse 2>said || code=$?; echo $code
            grep -c 'nothing was changed' said
            for one in "$db" "$db-Odd é." "$db-empty"; do state "$one"; done | diff changed -
            sql <<<"SHOW DATABASES LIKE 'shield%'"
            """);

        Assert.Equal("4\nmysql: the archive is damaged; nothing was changed\n3\n1", output);
    }

    [Fact]
    public void Stock_programs_restore_all()
    {
        var output = _box.Good(_box.EndpointFor(null), """
            "$my" backup 2>/dev/null >archive
            sql <<<"DROP DATABASE \`$db\`; DROP DATABASE \`$db-Odd é.\`; DROP DATABASE \`$db-empty\`"
            mariadb --defaults-file=client.cnf --binary-mode <archive
            sql <<<"ALTER DATABASE \`$db\` COMMENT 'it''s the shop'"
            for one in "$db" "$db-Odd é." "$db-empty"; do state "$one"; done | diff before -
            """);

        Assert.Empty(output);
    }

    [Fact]
    public void An_archive_of_one_database_wants_a_name()
    {
        var (exit, _, errors) = _box.Run(_box.EndpointFor(null), """
            jq --arg name "$db" '.mysql_database = $name' endpoint >other
            SHIELD_ENDPOINT_FILE=other "$my" backup 2>/dev/null | "$my" restore
            """);

        Assert.Equal(4, exit);
        Assert.Contains("say in mysql_database which one it is to become", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _box.Dispose();
}
