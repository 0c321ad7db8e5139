using Shield.Benchmarks.Harness;
using Shield.Benchmarks.Programs;

namespace Shield.Benchmarks.Figures;

/// <summary>How fast files are backed up and restored, from and to folders of one file system.</summary>
internal sealed class FileBackups : IPart
{
    private const string Plugin = "fs";

    public string Letter => "a";

    public string Name => "files";

    public string Title => "files, backed up and restored";

    public async Task<PartResult> RunAsync(Workshop shop, CancellationToken cancellationToken)
    {
        var bytes = shop.Wanted.Sized(1L << 30, 64L << 20);
        var tree = shop.MakeFolder("tree");
        await RandomTree.MakeAsync(tree, bytes, cancellationToken);
        var route = new Route(Plugin, new { base_dir = tree }, shop.MakeFolder("blobs"));

        await using var service = await Service.StartAsync(
            shop.PathOf("home"), new Dictionary<string, string>(), cancellationToken);
        var job = await route.CreateJobAsync(service.Api, cancellationToken);
        var backups = new Throughput(
            "backup", bytes, await Throughput.BackUpAsync(service, route, job, true, cancellationToken));
        var restores = new Throughput(
            "restore",
            bytes,
            await RestoreAsync(service, route, job, shop.MakeFolder("copy"), cancellationToken));
        return new PartResult(Throughput.Table(backups, restores), backups.Goal, restores.Goal);
    }

    private static async Task<Paired<double>> RestoreAsync(
        Service service, Route route, string job, string copy, CancellationToken cancellationToken)
    {
        var api = service.Api;
        var endpoint = new { base_dir = copy };
        var target = await api.CreateTargetAsync(Plugin, endpoint, cancellationToken);
        var backup = await api.RunToEndAsync($"/v1/job/{job}/run", new { }, cancellationToken);
        var archive = backup["archive_uuid"]!.GetValue<string>();
        var blob = Directory.GetFiles(route.Blobs, "*", SearchOption.AllDirectories).Single();
        var key = Path.GetRelativePath(route.Blobs, blob);

        async Task<double> MeasureAsync(Func<Task> restore, CancellationToken token)
        {
            Workshop.Empty(copy);
            await Shell.SyncAsync(copy, token);
            var elapsed = await Timed.RunAsync(restore);
            Workshop.Say($"{elapsed.TotalSeconds:F2} s");
            return elapsed.TotalSeconds;
        }

        return await Pairs.RunAsync(
            Pairs.Count,
            token => MeasureAsync(
                () => api.RunToEndAsync($"/v1/archive/{archive}/restore", new { target }, token), token),
            token => MeasureAsync(() => route.RestoreAsync(endpoint, key, token), token),
            cancellationToken);
    }
}
