using Shield.Plugins.Postgres.Server;
using Shield.Plugins.Postgres.Target;

namespace Shield.Plugins.Postgres.Tests;

public sealed class ComplaintsTests
{
    [Theory]
    [InlineData("DETAIL:  Key (name)=(somebody) already exists.")]
    [InlineData("CONTEXT:  COPY t, line 1, column a: \"somebody\"")]
    [InlineData("Command was: INSERT INTO t VALUES ('somebody')")]
    [InlineData("LINE 1: SELECT 'somebody'")]
    [InlineData("somebody")]
    [InlineData("pg_restore: error: COPY failed for table \"t\": ERROR:  invalid input: \"somebody\"")]
    [InlineData("pg_restore: error: could not execute query: ERROR:  value \"somebody\" is out of range")]
    public void No_line_about_a_row_is_passed_on(string line) => Assert.DoesNotContain(
        Complaints.Essence($"pg_restore: error: first\n{line}\n"),
        said => said.Contains("somebody", StringComparison.Ordinal));

    [Fact]
    public void A_few_short_lines_are_enough()
    {
        var errors = string.Concat(Enumerable.Range(0, 99).Select(
            i => $"pg_dump: error: {i} {new string('x', 9999)}\n"));

        var said = Complaints.Essence(errors);

        Assert.Equal(3, said.Count);
        Assert.All(said, line => Assert.InRange(line.Length, 1, 301));
    }

    [Theory]
    [InlineData("pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15)]
    [InlineData("psql (PostgreSQL) 9.6.24", 9)]
    [InlineData("pg_dump (PostgreSQL) 18beta1", 18)]
    [InlineData("something else", 0)]
    public void The_version_of_a_program_is_read(string said, int major) =>
        Assert.Equal(major, Validation.MajorOf(said));

    [Theory]
    [InlineData("shield restore 0123456789abcdef: staged for x", "0123456789abcdef")]
    [InlineData("shield restore 0123456789abcdef", null)]
    [InlineData("shield restore 0123456789abcdeX: staged", null)]
    [InlineData("my shield restore 0123456789abcdef: staged", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Only_our_own_mark_is_taken_for_one(string? comment, string? id) =>
        Assert.Equal(id, RestoreId.MarkedBy(comment)?.Text);

    [Fact]
    public void The_mark_of_a_restore_names_it()
    {
        var id = RestoreId.New();

        Assert.Equal(id, RestoreId.MarkedBy(id.Comment("replaced")));
        Assert.InRange(id.NewName(9999).Length, 1, 63);
    }
}
