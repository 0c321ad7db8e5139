using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Shield.Servers;

[assembly: SupportedOSPlatform("linux")]

namespace Shield.Plugins.Fs.Tests;

/// <summary>A folder of its own for one test, in which the real program is run by a real shell.</summary>
/// <remarks>Scripts see <c>$root</c>, the repository, and <c>$fs</c>, the program, and run in
/// <see cref="Folder"/>.</remarks>
public sealed class Sandbox : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string Program = FindProgram();

    public string Folder { get; } = Directory.CreateTempSubdirectory("shield fs 'tests\" ").FullName;

    public string PathOf(string name) => Path.Join(Folder, name);

    /// <summary>An endpoint whose base_dir is in the sandbox.</summary>
    public string Endpoint(string baseDir, Action<JsonObject>? more = null)
    {
        var json = new JsonObject { ["base_dir"] = PathOf(baseDir) };
        more?.Invoke(json);
        return json.ToJsonString();
    }

    /// <summary>Runs a script to its end; <c>$endpoint</c> holds the endpoint. When its time is over, a
    /// minute unless said otherwise, it is killed.</summary>
    public (int Exit, string Output, string Errors) Run(
        string endpoint, string script, TimeSpan? patience = null)
    {
        using var bash = Start(endpoint, script);
        var errors = bash.StandardError.ReadToEndAsync();
        var output = bash.StandardOutput.ReadToEndAsync();
        if (!bash.WaitForExit(patience ?? Patience)) bash.Kill(entireProcessTree: true);
        return (bash.ExitCode, output.Result.TrimEnd('\n'), errors.Result);
    }

    /// <summary>Runs a script that must succeed, and returns what it wrote to standard output.</summary>
    public string Good(string endpoint, string script, TimeSpan? patience = null)
    {
        var (exit, output, errors) = Run(endpoint, script, patience);
        Assert.True(exit == 0, $"exit code {exit}: {errors}");
        return output;
    }

    public Process Start(string endpoint, string script)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["root"] = ShellSandbox.Root;
        start.Environment["fs"] = Program;
        start.Environment["endpoint"] = endpoint;
        start.Environment["LC_ALL"] = "C";
        var bash = new Process { StartInfo = start };
        // The tests stand outside the product: what they start is the shell of a user.
#pragma warning disable RS0030
        bash.Start();
#pragma warning restore RS0030
        return bash;
    }

    public void Dispose()
    {
        Run("", "chmod -R u+rwX . 2>/dev/null; rm -rf -- ./* ./.[!.]* 2>/dev/null; true");
        Directory.Delete(Folder, recursive: true);
    }

    private static string FindProgram()
    {
        var program = Path.Join(ShellSandbox.Root, "dist", "plugins", "fs");
        return File.Exists(program) ? program
            : throw new InvalidOperationException($"{program} is missing: run `make plugins` first");
    }
}
