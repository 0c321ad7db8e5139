using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Shield.Silo.Catalog.Tests.Plans;

/// <summary>A catalog whose every query is seen as it is sent to the database.</summary>
internal sealed class ObservedCatalog(CatalogDatabase inner) : CatalogDatabase
{
    /// <summary>The queries so far, each with its values.</summary>
    public List<(string Sql, (string Name, object Value)[] Values)> Seen { get; } = [];

    public override string Place => inner.Place;

    public override string Invariant => inner.Invariant;

    public override bool IsShared => inner.IsShared;

    public override DbDataSource Writer => inner.Writer;

    internal override string Dialect => inner.Dialect;

    internal override string StateUuid => inner.StateUuid;

    public override Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken) =>
        inner.ReadClockAsync(cancellationToken);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal override Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal override async Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken) =>
        new Connection(await inner.OpenReaderAsync(cancellationToken), Seen);

    internal override Task<DbTransaction> BeginReadAsync(
        DbConnection connection, CancellationToken cancellationToken) =>
        inner.BeginReadAsync(((Connection)connection).Inner, cancellationToken);

    internal override Task<DbTransaction> BeginAloneAsync(
        DbConnection connection, CancellationToken cancellationToken) => throw new NotSupportedException();

    internal override Task<IAsyncDisposable> LockAsync(string name, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    internal override string Contains(string text, string id) => inner.Contains(text, id);

    internal override object Value(object value) => inner.Value(value);

    private sealed class Connection(DbConnection inner, List<(string, (string, object)[])> seen)
        : DbConnection
    {
        public DbConnection Inner => inner;

        [AllowNull]
        public override string ConnectionString { get; set; } = "";

        public override string Database => inner.Database;

        public override string DataSource => inner.DataSource;

        public override string ServerVersion => inner.ServerVersion;

        public override ConnectionState State => inner.State;

        public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

        public override void Open() => throw new NotSupportedException();

        public override void Close() => inner.Close();

        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
            throw new NotSupportedException();

        protected override DbCommand CreateDbCommand() => new ObservedCommand(inner.CreateCommand(), seen);

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
