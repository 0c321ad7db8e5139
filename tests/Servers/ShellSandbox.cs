using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Shield.Servers;

/// <summary>A folder of its own for one test, in which a plugin's real program is run by a real
/// shell.</summary>
/// <remarks>Scripts run in <see cref="Folder"/> and see <c>$root</c>, the repository, <c>$plugin</c>, the
/// program, and whatever the functions file of the tests defines. The program finds the endpoint by
/// itself.</remarks>
public class ShellSandbox : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _program;
    private readonly string? _functions;

    /// <param name="plugin">The program's name in dist/plugins.</param>
    /// <param name="functions">A file that is sourced before each script, from the repository's root.</param>
    public ShellSandbox(string plugin, string? functions = null)
    {
        _program = Path.Join(Root, "dist", "plugins", plugin);
        _functions = functions;
        if (!File.Exists(_program))
            throw new InvalidOperationException($"{_program} is missing: run `make plugins` first");
        Folder = Directory.CreateTempSubdirectory($"shield {plugin} 'tests\" ").FullName;
    }

    /// <summary>The test's own folder, under a name that has blanks and quotes.</summary>
    public string Folder { get; }

    /// <summary>Where something of that name lies in the folder.</summary>
    public string PathOf(string name) => Path.Join(Folder, name);

    /// <summary>The repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>What a script may take that moves a gibibyte, on a busy machine.</summary>
    public static TimeSpan LongPatience { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Runs a script to its end; when its time is over, a minute unless said otherwise, it is
    /// killed.</summary>
    public (int Exit, string Output, string Errors) Run(
        JsonObject endpoint, string script, TimeSpan? patience = null)
    {
        using var bash = Start(endpoint, script);
        var errors = bash.StandardError.ReadToEndAsync();
        var output = bash.StandardOutput.ReadToEndAsync();
        if (!bash.WaitForExit(patience ?? Patience)) bash.Kill(entireProcessTree: true);
        return (bash.ExitCode, output.Result.TrimEnd('\n'), errors.Result);
    }

    /// <summary>Runs a script that must succeed.</summary>
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="InvalidOperationException">It did not; the message is what it said.</exception>
    public string Good(JsonObject endpoint, string script, TimeSpan? patience = null)
    {
        var (exit, output, errors) = Run(endpoint, script, patience);
        return exit == 0 ? output : throw new InvalidOperationException($"exit code {exit}: {errors}");
    }

    /// <summary>Has the plugin checked by <c>shield-agent plugin check</c>.</summary>
    /// <param name="endpoint">A system for trials: a target is restored into.</param>
    /// <param name="mode">As what: <c>target</c> or <c>store</c>.</param>
    /// <param name="prepare">A script that runs before; a target has more than 3 MiB then, and a file
    /// <c>change</c> with the commands that change what it holds.</param>
    /// <param name="largest">The largest object that a store is given.</param>
    /// <returns>What is bad, a line each, and what was not checked.</returns>
    public (string Bad, string[] NotChecked) Conformance(
        JsonObject endpoint, string mode, string prepare, string largest = "64MiB")
    {
        var (exit, output, errors) = Run(endpoint, $"""
            {prepare}
            touch change
            status=0
            "$root/dist/shield-agent" plugin check "$plugin" --as {mode} --endpoint endpoint \
              --change 'sh ./change' --largest {largest} >report || status=$?
            cat report
            exit $status
            """);
        var lines = output.Split('\n');
        if (exit > 1 || !lines[^1].EndsWith("not checked", StringComparison.Ordinal))
            throw new InvalidOperationException($"the check ended with {exit}: {output}{errors}");
        return (string.Join('\n', Starting("  BAD")), Starting("  --"));

        string[] Starting(string mark) =>
            [.. lines.Where(line => line.StartsWith(mark, StringComparison.Ordinal))];
    }

    /// <summary>Starts a script and leaves it running.</summary>
    public Process Start(JsonObject endpoint, string script)
    {
        var source = _functions is null ? "" : $"source '{Root}/{_functions}'\n";
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", source + script])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        File.WriteAllText(PathOf("endpoint"), endpoint.ToJsonString());
        start.Environment["SHIELD_ENDPOINT_FILE"] = PathOf("endpoint");
        start.Environment["root"] = Root;
        start.Environment["plugin"] = _program;
        AddVariables(start.Environment);
        var bash = new Process { StartInfo = start };
        // The tests stand outside the product: what they start is the shell of a user.
#pragma warning disable RS0030
        bash.Start();
#pragma warning restore RS0030
        return bash;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        CleanUp();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>What scripts find in their environment besides.</summary>
    protected virtual void AddVariables(IDictionary<string, string?> environment)
    {
    }

    /// <summary>Removes what the test left outside of the folder, before the folder goes.</summary>
    protected virtual void CleanUp()
    {
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Join(folder.FullName, "Shield.Orleans.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("no repository around the tests");
    }
}
