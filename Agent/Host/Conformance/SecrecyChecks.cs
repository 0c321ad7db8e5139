using Shield.Plugins.Sdk;

namespace Shield.Agent.Host.Conformance;

/// <summary>What must have been kept secret all the time, and what must be gone.</summary>
internal sealed class SecrecyChecks(
    Subject subject, PluginMode mode, EndpointText endpoint, Scratch scratch, LeakWatch leaks, string canary)
{
    /// <summary>All of them; they come last.</summary>
    public IEnumerable<Check> All() =>
    [
        new("a wrong password is not shown", WrongPasswordAsync),
        new("no file is left behind", _ => Task.FromResult(NothingLeft())),
        new("no secret was seen in arguments, environments, messages or files", _ => Task.FromResult(Kept())),
    ];

    private async Task<Finding> WrongPasswordAsync(CancellationToken cancellationToken)
    {
        if (!subject.HasEndpointFile) return Finding.Skip("in protocol 1 the endpoint is an argument");
        if (endpoint.WithPasswords(subject.Info, canary) is not { } wrong)
            return Finding.Skip("the endpoint has no password");
        var answer = await subject.AskAsync(
            new Call("validate") { Endpoint = wrong, Mode = mode }, cancellationToken);
        return (answer.Errors + answer.Output).Contains(canary, StringComparison.Ordinal)
            ? Finding.Bad("it stands in what the plugin says about it")
            : Finding.Good;
    }

    private Finding NothingLeft()
    {
        var left = scratch.LeftOvers();
        foreach (var file in left) leaks.LookInto(file);

        // Others keep things in memory, too, even the same passwords: only this one is nobody else's.
        if (Scratch.InMemory().FirstOrDefault(file => LeakWatch.Holds(file, canary)) is { } kept)
            return Finding.Bad($"there is {kept}, with a password in it");
        return left.Count == 0 ? Finding.Good : Finding.Bad($"there is {string.Join(", ", left)}");
    }

    private Finding Kept()
    {
        if (!subject.HasEndpointFile) return Finding.Skip("in protocol 1 the endpoint is an argument");
        if (leaks.Found is [_, ..] found) return Finding.Bad($"one was in {string.Join("; in ", found)}");
        return leaks.HasSecrets
            ? Finding.Good
            : Finding.Skip("the endpoint has no secret of 6 characters or more");
    }
}
