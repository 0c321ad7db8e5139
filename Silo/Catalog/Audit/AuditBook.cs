using System.Data.Common;
using Shield.Domain;
using Shield.Domain.Tokens;
using Shield.Grains;
using Shield.Grains.Audit;

namespace Shield.Silo.Catalog;

/// <summary>Keeps the audit in a table that refuses to be changed.</summary>
internal sealed class AuditBook(CatalogDatabase database) : IAuditBook
{
    private const string Append = """
        INSERT INTO audit (request_uuid, at, who, token_uuid, role, method, path, what, from_address, status,
          made_uuid)
        VALUES (@request, @at, @who, @token, @role, @method, @path, @what, @from, @status, @made);
        """;

    private const string List = """
        SELECT a.request_uuid, a.at, a.who, a.token_uuid, a.role, a.method, a.path, a.what, a.from_address,
          a.status, a.made_uuid
        FROM audit a
        """;

    /// <summary>The line with the outcome stands for both.</summary>
    /// <remarks>Not by EXISTS: for that PostgreSQL would read the whole audit, whatever the page.</remarks>
    private const string Last = """
        (a.status IS NOT NULL OR (
          SELECT e.id FROM audit e WHERE e.request_uuid = a.request_uuid AND e.status IS NOT NULL
          LIMIT 1) IS NULL)
        """;

    /// <summary>Lines of one moment stand in the order in which they came; none of them ever goes.</summary>
    private const string IdOfPlace =
        "(SELECT max(p.id) FROM audit p WHERE p.request_uuid = @after_uuid AND p.at = @after_at)";

    public Task AppendAsync(AuditLine line, CancellationToken cancellationToken) => database.ExecuteAsync(
        Append,
        [
            ("@request", line.Request), ("@at", line.At.ToUnixTimeMilliseconds()), ("@who", line.Who),
            ("@token", line.Token?.Value), ("@role", Columns.Word(line.Role)), ("@method", line.Method),
            ("@path", line.Path), ("@what", line.What), ("@from", line.From), ("@status", line.Status),
            ("@made", line.Made),
        ],
        cancellationToken);

    public IAsyncEnumerable<AuditLine> ListAsync(
        AuditFilter filter, Page page, CancellationToken cancellationToken) =>
        ReadSession.ReadAsync(
            database,
            new Query(List)
                .Where(Last)
                .Where("a.who = @who", "@who", filter.Who)
                .Where("a.at >= @since", "@since", filter.From?.ToUnixTimeMilliseconds())
                .Where("a.at < @until", "@until", filter.Until?.ToUnixTimeMilliseconds())
                .NewestFirst("a.at", "a.id", page, IdOfPlace),
            Read,
            cancellationToken);

    private static AuditLine Read(DbDataReader row) => new()
    {
        Request = row.GetGuid(0),
        At = row.Moment(1),
        Who = row.GetString(2),
        Token = row.IdOrNull<TokenId>(3),
        Role = row.IsDBNull(4) ? null : row.Word<TokenRole>(4),
        Method = row.GetString(5),
        Path = row.GetString(6),
        What = row.GetString(7),
        From = row.GetString(8),
        Status = row.IsDBNull(9) ? null : row.GetInt32(9),
        Made = row.IsDBNull(10) ? null : row.GetGuid(10),
    };
}
