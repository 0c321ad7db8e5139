using System.Globalization;
using Shield.Servers;

namespace Shield.Plugins.Etcd.Tests;

/// <summary>A private etcd, real, for all tests of this program: each has a prefix of its own. Those that
/// kill it have one of their own.</summary>
public sealed class EtcdServer : IAsyncLifetime
{
    /// <summary>In memory where there is such a place: it waits for its disk at each change.</summary>
    private static readonly string Place = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    private readonly string _folder = Path.Join(Place, $"shield-test-etcd-{Guid.NewGuid():n}");

    /// <summary>Where it listens.</summary>
    public int Port { get; private set; }

    /// <summary>The password of its users.</summary>
    public string Password => Read("password").TrimEnd();

    /// <summary>Who vouches for it.</summary>
    public string Authority => Read("ca.pem");

    /// <summary>Somebody who does not.</summary>
    public string OtherAuthority => Read("other.pem");

    /// <summary>Where its authority lies.</summary>
    public string AuthorityFile => Path.Join(_folder, "ca.pem");

    public ValueTask InitializeAsync()
    {
        Port = int.Parse(Script("start"), CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Script("stop");
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Kills it at once.</summary>
    public void Kill() => Script("stop");

    /// <summary>Starts it again on the same port, with the data that it has.</summary>
    public void Restart() => Script("start");

    private string Script(string action)
    {
        using var shell = new ShellSandbox("etcd");
        return shell.Good([], $"""
            OWNER_PID={Environment.ProcessId} "$root/tests/Etcd.Tests/etcd.sh" {action} '{_folder}'
            """);
    }

    private string Read(string file) => File.ReadAllText(Path.Join(_folder, file));
}
