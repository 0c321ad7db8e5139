using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Shield.Benchmarks.Harness;
using Shield.Benchmarks.Programs;

namespace Shield.Benchmarks.Page;

/// <summary>What the figures were taken on: nothing by which anybody could find it.</summary>
internal sealed record Machine(IReadOnlyList<(string What, string Is)> Facts)
{
    private const int ProbeBytes = 256 << 20;
    private const int ChunkBytes = 1 << 20;

    public static async Task<Machine> LookAsync(CancellationToken cancellationToken)
    {
        var load = (await File.ReadAllTextAsync("/proc/loadavg", cancellationToken)).Split(' ')[0];
        var today = TimeProvider.System.GetUtcNow();
        var dump = await Shell.RunAsync(["pg_dump", "--version"], cancellationToken);
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return new Machine(
        [
            ("date", $"{today:yyyy-MM-dd}"),
            ("processors", $"{Environment.ProcessorCount}, {Line("/proc/cpuinfo", "model name")}"),
            ("memory", $"{memory / (double)(1 << 30):F1} GiB"),
            ("kernel", $"Linux {Environment.OSVersion.Version}, {RuntimeInformation.OSArchitecture}"),
            ("file system", new DriveInfo(Path.GetTempPath()).DriveFormat),
            (".NET", RuntimeInformation.FrameworkDescription),
            ("PostgreSQL", dump.Trim().Split(' ')[2]),
            ("load before the run", load),
            ("SHA-256 on one processor", $"{HashSpeed():F0} MB/s"),
            ("256 MiB written and flushed", $"{DiskSpeed():F0} MB/s"),
        ]);
    }

    public string ToTable() => Table.Of(["", ""], Facts.Select(fact => (string[])[fact.What, fact.Is]));

    /// <summary>In MB a second.</summary>
    private static double HashSpeed()
    {
        var chunk = RandomNumberGenerator.GetBytes(ChunkBytes);
        return Speed(() =>
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (var done = 0; done < ProbeBytes; done += ChunkBytes) hash.AppendData(chunk);
            hash.GetHashAndReset();
        });
    }

    private static double DiskSpeed()
    {
        var chunk = RandomNumberGenerator.GetBytes(ChunkBytes);
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 0,
        });
        return Speed(() =>
        {
            for (var done = 0; done < ProbeBytes; done += ChunkBytes) file.Write(chunk);
            file.Flush(flushToDisk: true);
        });
    }

    private static double Speed(Action work)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        work();
        return ProbeBytes / 1e6 / clock.GetElapsedTime(start).TotalSeconds;
    }

    private static string Line(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))
            ?.Split(':', 2)[1].Trim() ?? "unknown";
}
