using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Shield.Silo.Catalog.Tests.Plans;

/// <summary>A command that is noted when it runs.</summary>
internal sealed class ObservedCommand(DbCommand inner, List<(string, (string, object)[])> seen) : DbCommand
{
    [AllowNull]
    public override string CommandText
    {
        get => inner.CommandText;
        // What is passed on is the text that has been given, and nothing that a caller says is in it.
#pragma warning disable CA2100
        set => inner.CommandText = value;
#pragma warning restore CA2100
    }

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get; set; }

    protected override DbParameterCollection DbParameterCollection => inner.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => inner.Transaction;
        set => inner.Transaction = value;
    }

    public override void Cancel() => inner.Cancel();

    public override void Prepare() => inner.Prepare();

    public override int ExecuteNonQuery() => throw new NotSupportedException();

    public override object? ExecuteScalar() => throw new NotSupportedException();

    protected override DbParameter CreateDbParameter() => inner.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        seen.Add((
            inner.CommandText,
            [.. inner.Parameters.Cast<DbParameter>().Select(one => (one.ParameterName, one.Value!))]));
        return inner.ExecuteReader(behavior);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
