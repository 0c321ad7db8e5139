using System.Security.Cryptography;
using System.Text;
using Shield.Benchmarks.Harness;

namespace Shield.Benchmarks.Programs;

/// <summary>A program as it is shipped, which stays; it can be killed, and started again in its home.
/// </summary>
/// <param name="program">Which.</param>
/// <param name="home">Its state, in this folder.</param>
/// <param name="environment">More of its environment.</param>
internal sealed class Daemon(
    string program, string home, IReadOnlyDictionary<string, string> environment) : IAsyncDisposable
{
    private const int DigestBytes = 8;

    private readonly StringBuilder _before = new();
    private Child? _child;

    public string Home => home;

    public int Pid => Running.Pid;

    public bool HasEnded => Running.HasEnded;

    /// <summary>What it has said so far, in all its lives.</summary>
    public string Said => $"{_before}{_child?.Said}";

    /// <summary>All that it has said in its present life, once that has ended.</summary>
    public Task<string> WordsAsync() => Running.WordsAsync();

    private Child Running => _child ?? throw new InvalidOperationException($"{program} does not run");

    /// <summary>Starts it, anew or again, and waits for nothing.</summary>
    public async Task StartAsync()
    {
        await StopAsync();
        _child = Child.Start(
            new Dictionary<string, string>(environment) { ["SHIELD_HOME"] = home },
            Workshop.Built(program));
    }

    /// <summary>kill -9, and not what it has started.</summary>
    public Task KillAsync() => Running.KillAloneAsync();

    /// <summary>Asks it to end, and waits until it has.</summary>
    public async Task StopAsync()
    {
        if (_child is null) return;
        await _child.DisposeAsync();
        _before.Append(_child.Said);
        _child = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        // It lies in memory, and a program that had to be killed leaves it.
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(Path.Combine(home, "run")));
        foreach (var left in Directory.GetDirectories(
            "/dev/shm", $"shield-*-{Convert.ToHexStringLower(digest.AsSpan(0, DigestBytes))}"))
        {
            Directory.Delete(left, recursive: true);
        }
    }
}
