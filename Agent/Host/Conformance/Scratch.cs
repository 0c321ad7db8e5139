using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Host.Conformance;

/// <summary>The folders of a plugin that is checked: whatever it leaves behind is seen.</summary>
internal sealed class Scratch : IDisposable
{
    /// <summary>Where plugins keep secrets, if they have any to keep.</summary>
    private const string Memory = "/dev/shm";

    private readonly string _folder = Directory.CreateTempSubdirectory("shield-plugin-check-").FullName;

    public Scratch()
    {
        Directory.CreateDirectory(Home);
        Directory.CreateDirectory(Temporary);
    }

    /// <summary>Where this program remembers what runs.</summary>
    public string Run => Path.Join(_folder, "run");

    private string Home => Path.Join(_folder, "home");

    private string Temporary => Path.Join(_folder, "tmp");

    /// <summary>A file of this program's own.</summary>
    public string PathOf(string name) => Path.Join(_folder, name);

    /// <summary>What the plugin finds in its environment.</summary>
    public Dictionary<string, string> Environment()
    {
        var environment = PluginEnvironment.OfThisProcess();
        environment["HOME"] = Home;
        environment["TMPDIR"] = Temporary;
        return environment;
    }

    /// <summary>What it has left in its folders.</summary>
    public IReadOnlyList<string> LeftOvers() => [.. Everything(Home), .. Everything(Temporary)];

    /// <summary>What lies in memory, whoever has put it there.</summary>
    public static IReadOnlyList<string> InMemory() => Directory.Exists(Memory) ? Everything(Memory) : [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string[] Everything(string folder) =>
        Directory.GetFileSystemEntries(folder, "*", new EnumerationOptions
        {
            AttributesToSkip = 0,
            IgnoreInaccessible = true,
            RecurseSubdirectories = true,
        });
}
