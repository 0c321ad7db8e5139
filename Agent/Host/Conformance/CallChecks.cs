using System.Text.Json.Nodes;
using Shield.Plugins.Sdk;

namespace Shield.Agent.Host.Conformance;

/// <summary>What holds for every plugin, and needs no system.</summary>
/// <param name="subject">The plugin.</param>
/// <param name="mode">As what it is checked.</param>
/// <param name="endpoint">A good endpoint; null when none was given.</param>
internal sealed class CallChecks(Subject subject, PluginMode mode, EndpointText? endpoint)
{
    private const string Key = "2026/01/31/2026-01-31-120000-00000000-0000-4000-8000-000000000000";

    /// <summary>A value that no field of such a type can have.</summary>
    private static readonly Dictionary<EndpointFieldType, JsonNode> Impossible = new()
    {
        [EndpointFieldType.Flag] = "perhaps",
        [EndpointFieldType.WholeNumber] = "many",
        [EndpointFieldType.Port] = 70000,
        [EndpointFieldType.AbsolutePath] = "not/absolute",
        [EndpointFieldType.HostPort] = "no-port",
        [EndpointFieldType.Url] = "no scheme",
        [EndpointFieldType.Choice] = "none of them",
        [EndpointFieldType.Pem] = "no certificate",
        [EndpointFieldType.Text] = new JsonObject { ["an"] = "object" },
    };

    /// <summary>What it can do besides <c>info</c>, with a key where that needs one.</summary>
    private Call Usual => mode is PluginMode.Target
        ? new Call(subject.HasEndpointFile ? "validate" : "backup") { Mode = mode }
        : new Call(subject.HasEndpointFile ? "validate" : "purge") { Mode = mode, Key = OldKey };

    private string? OldKey => subject.HasEndpointFile ? null : Key;

    private PluginMode Other => mode is PluginMode.Target ? PluginMode.Store : PluginMode.Target;

    /// <summary>All of them, in the order in which they are done.</summary>
    public IEnumerable<Check> All() =>
    [
        Refuses("a call without an action is refused", PluginExit.Usage, new Call()),
        Refuses("an unknown action is refused", PluginExit.Usage, new Call("frobnicate")),
        Refuses("an unknown flag is refused", PluginExit.Usage, new Call("info", "--frobnicate")),
        new("an action of the other kind is refused", OtherKindAsync),
        Refuses("an endpoint that is no JSON is refused", PluginExit.EndpointNotAnObject,
            Usual with { Endpoint = "{nonsense" }),
        Refuses("an endpoint that is no object is refused", PluginExit.EndpointNotAnObject,
            Usual with { Endpoint = "[]" }),
        new("a call without its key is refused", NoKeyAsync),
        new("an endpoint without a required field is refused", NoFieldAsync),
        new("a field of the wrong type is refused", WrongTypesAsync),
        new("without the programs that it runs it fails in words", NoProgramsAsync),
    ];

    private Check Refuses(string name, PluginExit exit, Call call) =>
        new(name, token => RefusesAsync(exit, call, token));

    private async Task<Finding> RefusesAsync(PluginExit exit, Call call, CancellationToken cancellationToken)
    {
        var answer = await subject.AskAsync(call, cancellationToken);
        if (answer.ExitCode == 0) return Finding.Bad("it exited 0");
        if (answer.Output.Length > 0) return Finding.Bad("it wrote to standard output");
        if (!subject.HasEndpointFile) return Finding.Good;
        if (answer.Errors.Length == 0) return Finding.Bad("it said nothing on standard error");
        return answer.ExitCode == (int)exit
            ? Finding.Good
            : Finding.Bad($"it exited {answer.ExitCode}, not {(int)exit}: {answer.Errors}");
    }

    private async Task<Finding> OtherKindAsync(CancellationToken cancellationToken)
    {
        if (subject.Info.IsTarget && subject.Info.IsStore) return Finding.Skip("it is both");
        var action = Other is PluginMode.Target ? "backup" : "store";
        var call = new Call(action) { Endpoint = endpoint?.Json ?? "{}" };
        return await RefusesAsync(PluginExit.Unsupported, call, cancellationToken);
    }

    private async Task<Finding> NoKeyAsync(CancellationToken cancellationToken)
    {
        if (mode is PluginMode.Target) return Finding.Skip("a target has no keys");
        var call = new Call("retrieve") { Endpoint = endpoint?.Json ?? "{}" };
        return await RefusesAsync(PluginExit.KeyMissing, call, cancellationToken);
    }

    private async Task<Finding> NoFieldAsync(CancellationToken cancellationToken)
    {
        var call = Usual with { Endpoint = "{}" };
        if (!subject.HasEndpointFile)
            return await RefusesAsync(PluginExit.FieldMissing, call, cancellationToken);
        return subject.Info.FieldsOf(mode).Any(field => field.Required)
            ? await RefusesAsync(PluginExit.FieldMissing, call, cancellationToken)
            : Finding.Skip("no field is required");
    }

    private async Task<Finding> WrongTypesAsync(CancellationToken cancellationToken)
    {
        if (endpoint is null) return Finding.Skip("there is no endpoint to be spoiled");
        var fields = subject.Info.FieldsOf(mode).Where(field => Impossible.ContainsKey(field.Type)).ToArray();
        if (fields.Length == 0) return Finding.Skip("no field has a type that can be wrong");
        foreach (var field in fields)
        {
            var spoiled = endpoint.With(field.Name, Impossible[field.Type].DeepClone());
            var found = await RefusesAsync(
                PluginExit.FieldInvalid, Usual with { Endpoint = spoiled }, cancellationToken);
            if (found is Finding.Broken(var what)) return Finding.Bad($"field '{field.Name}': {what}");
        }

        return Finding.Good;
    }

    private async Task<Finding> NoProgramsAsync(CancellationToken cancellationToken)
    {
        if (endpoint is null) return Finding.Skip("there is no endpoint");
        if (!subject.HasEndpointFile) return Finding.Skip("it has no validate");
        using var nothing = new EmptyFolder();
        var call = Usual with { Endpoint = endpoint.Json, SearchPath = nothing.Path };
        var answer = await subject.AskAsync(call, cancellationToken);
        return answer.ExitCode == 0 || answer.Errors.Length > 0
            ? Finding.Good
            : Finding.Bad($"it exited {answer.ExitCode} without a word");
    }

    /// <summary>Where no program is found.</summary>
    private sealed class EmptyFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("shield-no-programs-").FullName;

        public void Dispose() => Directory.Delete(Path);
    }
}
