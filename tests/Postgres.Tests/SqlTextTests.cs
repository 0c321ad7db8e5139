using Shield.Plugins.Postgres.Archive;
using Shield.Plugins.Postgres.Databases;
using Shield.Plugins.Postgres.Server;

namespace Shield.Plugins.Postgres.Tests;

public sealed class SqlTextTests
{
    [Theory]
    [InlineData("plain", "*:*:*:*:plain\n")]
    [InlineData("a:b", "*:*:*:*:a\\:b\n")]
    [InlineData("a\\b", "*:*:*:*:a\\\\b\n")]
    [InlineData("\\:", "*:*:*:*:\\\\\\:\n")]
    [InlineData("it's # \" ", "*:*:*:*:it's # \" \n")]
    public void Colons_and_backslashes_are_escaped_in_a_password_file(string password, string line) =>
        Assert.Equal(line, PassFile.Text(password));

    [Theory]
    [InlineData("plain", "\"plain\"", "E'plain'")]
    [InlineData("a\"b", "\"a\"\"b\"", "E'a\"b'")]
    [InlineData("it's", "\"it's\"", "E'it''s'")]
    [InlineData("\\'; DROP", "\"\\'; DROP\"", "E'\\\\''; DROP'")]
    public void Names_and_texts_are_quoted(string value, string name, string text)
    {
        Assert.Equal(name, Sql.Name(value));
        Assert.Equal(text, Sql.Text(value));
    }

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("-- only; this\n\\restrict abc;\n", new string[0])]
    [InlineData("A; B;", new[] { "A;", "B;" })]
    [InlineData("A 'x;y' \"p;q\";B;", new[] { "A 'x;y' \"p;q\";", "B;" })]
    [InlineData("A E'it\\'s;'; B;", new[] { "A E'it\\'s;';", "B;" })]
    [InlineData("A 'it''s;\n--no comment'; B;", new[] { "A 'it''s;\n--no comment';", "B;" })]
    [InlineData("A 'back\\'; B;", new[] { "A 'back\\';", "B;" })]
    [InlineData("A 'cut", new[] { "A 'cut" })]
    public void Statements_end_at_semicolons_outside_of_quotes(string sql, string[] statements) =>
        Assert.Equal(statements, SqlText.Statements(sql));

    [Theory]
    [InlineData("shop WITH x", "shop", " WITH x")]
    [InlineData("\"a \"\"b\"\" c\" x", "a \"b\" c", " x")]
    [InlineData("_a$1;", "_a$1", ";")]
    [InlineData("größe;", "größe", ";")]
    public void A_name_is_read_with_and_without_quotes(string text, string name, string tail) =>
        Assert.Equal((name, tail), SqlText.NameAt(text));

    [Theory]
    [InlineData("public", new[] { "public" })]
    [InlineData("\"$user\", public", new[] { "$user", "public" })]
    [InlineData("\"Odd, \"\"name\"\"\",b", new[] { "Odd, \"name\"", "b" })]
    [InlineData("\"\"", new[] { "" })]
    [InlineData("", new string[0])]
    public void A_list_of_names_is_taken_apart(string list, string[] names) =>
        Assert.Equal(names, NameList.Split(list));

    [Theory]
    [InlineData("GRANT SELECT ON TABLE a.b TO reader;", new[] { "reader" })]
    [InlineData("GRANT ALL ON TABLE a TO \"odd TO role\" WITH GRANT OPTION;", new[] { "odd TO role" })]
    [InlineData("REVOKE ALL ON TABLE a FROM PUBLIC;\nGRANT ALL ON TABLE a TO PUBLIC;", new string[0])]
    [InlineData("REVOKE ALL ON SCHEMA a FROM x;", new[] { "x" })]
    public void Whoever_is_granted_something_is_found(string sql, string[] roles) =>
        Assert.Equal(roles, Grantees.In(sql));
}
