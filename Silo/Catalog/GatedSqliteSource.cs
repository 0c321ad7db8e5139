using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Shield.Silo.Catalog;

/// <summary>The one door for everything that writes to an embedded catalog: Orleans' storage and reminders,
/// and the log of tasks. At most one of its connections is open at a time.</summary>
/// <remarks>SQLite lets one writer in at a time anyway; whoever finds the file locked sleeps and tries again.
/// Waiting in line instead keeps the slowest of a hundred writers twenty times faster.</remarks>
internal sealed class GatedSqliteSource(string connectionString) : DbDataSource
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public override string ConnectionString => connectionString;

    protected override DbConnection CreateDbConnection() => new GatedConnection(connectionString, _gate);

    protected override void Dispose(bool disposing)
    {
        if (disposing) _gate.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Takes the gate when it opens and gives it back when it closes.</summary>
    private sealed class GatedConnection(string connectionString, SemaphoreSlim gate)
        : SqliteConnection(connectionString)
    {
        private int _holds;

        public override void Open()
        {
            if (State == ConnectionState.Open) return;
            gate.Wait();
            OpenInside();
        }

        public override async Task OpenAsync(CancellationToken cancellationToken)
        {
            if (State == ConnectionState.Open) return;
            await gate.WaitAsync(cancellationToken);
            OpenInside();
        }

        public override void Close()
        {
            try
            {
                base.Close();
            }
            finally
            {
                // Closing twice is normal: Dispose closes too.
                if (Interlocked.Exchange(ref _holds, 0) == 1) gate.Release();
            }
        }

        private void OpenInside()
        {
            Volatile.Write(ref _holds, 1);
            try
            {
                base.Open();
                using var command = CreateCommand();
                command.CommandText = CatalogDatabase.WriterPragmas;
                command.ExecuteNonQuery();
            }
            catch
            {
                Close();
                throw;
            }
        }
    }
}
