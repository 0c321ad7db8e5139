using Shield.Testing;

namespace Shield.Agent.Worker.Tests;

/// <summary>One service for all tests of a class.</summary>
public sealed class Service : IAsyncLifetime
{
    private ShieldCluster? _shield;

    public ShieldCluster Shield => _shield!;

    public async ValueTask InitializeAsync() => _shield = await ShieldCluster.StartAsync();

    public async ValueTask DisposeAsync() => await Shield.DisposeAsync();

    /// <summary>A place of its own for one test.</summary>
    public Trial Try() => new(Shield);

    /// <summary>Puts a plugin beside the others.</summary>
    public void Install(
        string name, string script, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserExecute)
    {
        var file = Path.Combine(Shield.PluginFolder, name);
        File.WriteAllText(file, script);
        File.SetUnixFileMode(file, mode);
    }
}
