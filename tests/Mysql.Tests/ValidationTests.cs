using Shield.Plugins.Sdk;

namespace Shield.Plugins.Mysql.Tests;

public sealed class ValidationTests : ServerTests
{
    [Fact]
    public void What_works_is_said_with_the_version_of_the_server()
    {
        var (exit, output, errors) = Box.Run(Box.Endpoint(), "make_small; \"$my\" validate");

        Assert.Equal(0, exit);
        Assert.Empty(output);
        Assert.Matches("is MariaDB [0-9.]+.* can back up and restore '" + Box.Database, errors);
        Assert.Contains("its triggers are missing for a moment", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mysql_host", "nowhere.invalid", "the host 'nowhere.invalid' is unknown")]
    [InlineData("mysql_port", "1", "nobody answers at 127.0.0.1:1")]
    [InlineData("mysql_socket", "/nonexistent", "nobody answers at /nonexistent")]
    [InlineData("mysql_password", "not this one", "mysql_user or mysql_password is wrong")]
    [InlineData("mysql_password", "", "mysql_user or mysql_password is wrong")]
    [InlineData("mysql_user", "nobody at all", "mysql_user or mysql_password is wrong")]
    [InlineData("mysql_bindir", "/usr", "are in '/usr': install the MariaDB or MySQL client")]
    [InlineData("mysql_ssl_mode", "require", "has no TLS, and mysql_ssl_mode demands it")]
    public void What_is_missing_is_said_in_words(string field, string value, string words)
    {
        foreach (var action in new[] { "validate", "backup", "restore" })
        {
            var (exit, output, errors) = Box.Run(
                Box.EndpointWith(field, value), $"\"$my\" {action} </dev/null");

            Assert.Contains(words, errors, StringComparison.Ordinal);
            Assert.Equal(3, exit);
            Assert.Empty(output);
        }
    }

    [Theory]
    [InlineData("mysql_database", "mysql")]
    [InlineData("mysql_database", "Information_Schema")]
    [InlineData("mysql_password", "two\nlines")]
    [InlineData("mysql_options", "--result-file=/tmp/x")]
    [InlineData("mysql_ssl_mode", "perhaps")]
    public void A_value_that_cannot_be_right_is_refused(string field, string value)
    {
        foreach (var action in new[] { "validate", "backup" })
        {
            var (exit, output, errors) = Box.Run(Box.EndpointWith(field, value), $"\"$my\" {action}");

            Assert.Equal(((int)PluginExit.FieldInvalid, ""), (exit, output));
            Assert.Contains($"endpoint field '{field}'", errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_database_that_is_not_there_is_said_with_those_that_are()
    {
        var (exit, _, errors) = Box.Run(Box.EndpointFor("nowhere"), "make_small; \"$my\" validate");

        Assert.Equal(4, exit);
        Assert.Contains("the server has no database 'nowhere'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Views_that_a_dump_would_stop_at_are_said_and_can_be_left_out()
    {
        var (exit, output, errors) = Box.Run(Box.Endpoint(), """
            make_small
            sql "$db" <<SQL
              CREATE TABLE gone (a INT); CREATE VIEW \`broken one\` AS SELECT a FROM gone; DROP TABLE gone;
              CREATE DEFINER = \`$db-nobody\`@'%' VIEW orphan AS SELECT 1 AS a;
            SQL
            for action in validate backup; do
              code=0; "$my" $action || code=$?; [[ $code == 4 ]] || echo "$action: $code"
            done
            sql "$db" <<<'DROP VIEW orphan'
            jq --arg o "--ignore-table=$db.gone --ignore-table=$db.v" '.mysql_options = $o' endpoint >other
            sql "$db" <<<'DROP VIEW `broken one`; CREATE TABLE gone (a INT)'
            SHIELD_ENDPOINT_FILE=other "$my" backup >archive
            "$my" restore <archive
            sql "$db" <<<"SHOW FULL TABLES WHERE Tables_in_$db IN ('gone', 'v')"
            """);

        Assert.Equal((0, ""), (exit, output));
        Assert.Contains("'broken one', 'orphan'; drop or repair them", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Passwords_of_any_signs_and_the_socket_work()
    {
        var endpoint = Box.EndpointWith("mysql_user", Box.Database + "-user");
        endpoint["mysql_password"] = "pa\"ss'#\\ n\\n é;=[x] ";

        var output = Box.Good(endpoint, """
            make_small
            password=$(jq -r .mysql_password endpoint)
            sql <<SQL
              SET sql_mode = 'NO_BACKSLASH_ESCAPES';
              CREATE USER \`$db-user\`@'%' IDENTIFIED BY '${password//\'/\'\'}';
              GRANT ALL ON *.* TO \`$db-user\`@'%';
            SQL
            "$my" validate 2>/dev/null
            jq --arg s "$socket" '.mysql_socket = $s | del(.mysql_host, .mysql_port)' endpoint >other
            SHIELD_ENDPOINT_FILE=other "$my" validate 2>/dev/null
            SHIELD_ENDPOINT_FILE=other "$my" backup 2>/dev/null | tail -n 1 | grep -c 'end {'
            """);

        Assert.Equal("1", output);
    }

    [Fact]
    public void Who_objects_act_as_and_is_missing_is_said_before_a_restore()
    {
        var (exit, _, errors) = Box.Run(Box.Endpoint(), """
            make_shop; "$my" backup >archive; sql <<<"DROP USER \`$db-app\`@'%'"
            "$my" restore <archive
            """);

        Assert.Equal(0, exit);
        Assert.Contains($"the server has no account '{Box.Database}-app@%'", errors,
            StringComparison.Ordinal);
        Assert.Contains("ERROR 1449", errors, StringComparison.Ordinal);
    }
}
