using Microsoft.Data.Sqlite;
using Shield.Servers;

namespace Shield.Silo.Hosting.Tests.Storage;

public sealed class CrashTests
{
    [Fact]
    public async Task A_process_killed_in_the_middle_of_writing_loses_nothing_it_had_acknowledged()
    {
        using var folder = new TempFolder();
        var path = folder.File("catalog.db");
        var acknowledged = new List<Guid>();

        using (var victim = await VictimProcess.StartAsync(path))
        {
            while (acknowledged.Count < 300)
            {
                var line = await victim.StandardOutput.ReadLineAsync();
                Assert.NotNull(line);
                if (Guid.TryParse(line, out var id)) acknowledged.Add(id);
            }

            victim.Kill();
            await victim.WaitForExitAsync();
            while (await victim.StandardOutput.ReadLineAsync() is { Length: 36 } line)
            {
                acknowledged.Add(Guid.Parse(line));
            }
        }

        await using var silo = await StorageSilo.StartAsync(path, folder: null);
        var kept = await silo.Catalog.ListSchedulesAsync(
            new(Grains.NameFilter.Any, null), Grains.Page.Whole, CancellationToken.None).ToListAsync();
        if (!TestDatabases.AreOnServer) Assert.Equal("ok", IntegrityOf(path));
        Assert.Empty(acknowledged.Except(kept.Select(schedule => schedule.Uuid.Value)));
        await silo.DisposeAsync();
        await TestDatabases.ForgetAsync(path);
    }

    private static string IntegrityOf(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check;";
        return (string)command.ExecuteScalar()!;
    }
}
