using System.Data.Common;
using Shield.Domain;
using Shield.Domain.Tokens;
using Shield.Grains;
using Shield.Grains.Audit;

namespace Shield.Silo.Catalog.Tests;

public sealed class AuditBookTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly AuditFilter Any = new(null, null, null);

    [Fact]
    public async Task A_request_is_one_line_the_one_with_its_outcome_once_there_is_one()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var book = catalog.Database.AuditBook;
        var (ended, open) = (Line("ann", 0), Line("bob", 1));
        await book.AppendAsync(ended, None);
        await book.AppendAsync(open, None);
        var outcome = ended with { At = ended.At.AddSeconds(2), Status = 200, Made = Guid.NewGuid() };
        await book.AppendAsync(outcome, None);

        Assert.Equal([outcome, open], await ListAsync(book, Any));
        Assert.Equal(3, await catalog.CountAsync("audit"));
    }

    [Fact]
    public async Task Lines_are_found_by_who_and_when_and_those_of_one_moment_the_last_first()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var book = catalog.Database.AuditBook;
        AuditLine[] lines = [Line("ann", 0), Line("bob", 1), Line("ann", 1), Line("ann", 2)];
        foreach (var line in lines) await book.AppendAsync(line, None);

        Assert.Equal([lines[3], lines[2], lines[1], lines[0]], await ListAsync(book, Any));
        Assert.Equal([lines[1]], await ListAsync(book, Any with { Who = "bob" }));
        Assert.Equal(
            [lines[2]],
            await ListAsync(book, new AuditFilter("ann", lines[1].At, lines[3].At)));
    }

    [Fact]
    public async Task Nobody_is_nobody_and_no_text_is_sql()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var line = Line("'; DROP TABLE audit; --", 0) with { Token = null, Role = null };

        await catalog.Database.AuditBook.AppendAsync(line, None);

        Assert.Equal([line], await ListAsync(catalog.Database.AuditBook, Any));
    }

    [Theory]
    [InlineData("UPDATE audit SET who = 'nobody'")]
    [InlineData("UPDATE audit SET status = 200 WHERE status IS NULL")]
    [InlineData("DELETE FROM audit")]
    [InlineData("DELETE FROM audit WHERE who = 'ann'")]
    public async Task What_is_written_is_neither_changed_nor_removed(string sql)
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var line = Line("ann", 0);
        await catalog.Database.AuditBook.AppendAsync(line, None);

        var refusal = await Assert.ThrowsAnyAsync<DbException>(() => catalog.ExecuteAsync(sql));

        Assert.Contains("the audit is only appended to", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([line], await ListAsync(catalog.Database.AuditBook, Any));
    }

    private static async Task<List<AuditLine>> ListAsync(IAuditBook book, AuditFilter filter) =>
        await book.ListAsync(filter, Page.Whole, None).ToListAsync();

    private static AuditLine Line(string who, int second) => new()
    {
        Request = Guid.NewGuid(),
        At = Samples.Noon.AddSeconds(second),
        Who = who,
        Token = new TokenId(Guid.NewGuid()),
        Role = TokenRole.Engineer,
        Method = "POST",
        Path = "/v1/jobs",
        What = "create job",
        From = "10.0.0.1",
    };
}
