using System.Globalization;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Sdk.Tests.Processes;

/// <summary>A supervision with folders of its own, and what is needed to look at real processes.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly List<string> _errorLines = [];

    public Bench(double graceSeconds = 5)
    {
        Folder = Directory.CreateTempSubdirectory("shield-test-").FullName;
        Supervision = new ProcessSupervision(Options(graceSeconds), TimeProvider.System);
    }

    public string Folder { get; }

    public ProcessSupervision Supervision { get; }

    public string RunFolder => File("run");

    public string EndpointFolder => Directory.GetDirectories("/dev/shm", "shield-*")
        .Single(path => path.EndsWith(FolderDigest(), StringComparison.Ordinal));

    public IReadOnlyList<string> ErrorLines
    {
        get
        {
            lock (_errorLines)
                return [.. _errorLines];
        }
    }

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, deadline.Token);
    }

    public static bool Lives(int pid)
    {
        try
        {
            var stat = System.IO.File.ReadAllText($"/proc/{pid}/stat");
            return !stat.Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    public static async Task<string> TextAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        return await reader.ReadToEndAsync();
    }

    public ProcessSupervisionOptions Options(double graceSeconds) => new()
    {
        SupervisorPath = Repository.Supervisor,
        RunFolder = Path.Combine(Folder, "run"),
        Grace = TimeSpan.FromSeconds(graceSeconds),
    };

    public string File(string name) => Path.Combine(Folder, name);

    public Task<SupervisedProcess> ShellAsync(
        string script, string? endpoint = null, Guid? task = null, string[]? arguments = null) =>
        Supervision.StartAsync(new ProcessOrder
        {
            Program = "/bin/bash",
            Arguments = ["-c", script, Folder, .. arguments ?? []],
            Environment = PluginEnvironment.OfThisProcess(),
            TaskUuid = task,
            Endpoint = endpoint,
            OnErrorLine = (_, line) =>
            {
                lock (_errorLines)
                    _errorLines.Add(line);
            },
        });

    public async Task<ProcessEnd> EndOfAsync(string script)
    {
        await using var process = await ShellAsync(script);
        return await process.Ended;
    }

    public Task<int> PidAsync(string file) => PidInAsync(File(file));

    public static async Task<int> PidInAsync(string path)
    {
        await UntilAsync(
            () => System.IO.File.Exists(path) && System.IO.File.ReadAllText(path).EndsWith('\n'));
        return int.Parse(System.IO.File.ReadAllText(path), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await Supervision.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private string FolderDigest()
    {
        var digest = System.Security.Cryptography.SHA256.HashData(
            System.Text.Encoding.UTF8.GetBytes(Path.Combine(Folder, "run")));
        return Convert.ToHexStringLower(digest.AsSpan(0, 8));
    }
}
