using Shield.Plugins.Rabbitmq.Definitions;
using Shield.Plugins.Rabbitmq.Server;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Rabbitmq.Target;

/// <summary>The definitions of virtual hosts that a restore makes anew, as they were before: the way
/// back.</summary>
/// <param name="call">For words to people.</param>
/// <param name="api">The server.</param>
/// <param name="vhosts">Their names.</param>
/// <param name="present">What the server had.</param>
internal sealed class Kept(
    PluginCall call, ManagementApi api, IReadOnlyList<string> vhosts, DefinitionSet present)
{
    /// <summary>After a signal the process has four seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly DefinitionSet _definitions = present.Where((section, entry) =>
        section.VhostMember is { } member && vhosts.Contains(entry[member]!.GetValue<string>()));

    /// <summary>Puts them back; messages are gone.</summary>
    /// <param name="cancellationToken">When it has fired, little time is left.</param>
    /// <returns>What became of it, as the end of a sentence.</returns>
    public async Task<string> PutBackAsync(CancellationToken cancellationToken)
    {
        using var deadline = cancellationToken.IsCancellationRequested
            ? new CancellationTokenSource(Patience, call.Clock)
            : new CancellationTokenSource();
        try
        {
            foreach (var vhost in vhosts) await api.DeleteVhostAsync(vhost, deadline.Token);
            await api.ImportAsync(_definitions, deadline.Token);
            var missing = Difference.Faults(_definitions, await api.ExportAsync(deadline.Token))
                .FirstOrDefault();
            return missing is null
                ? "the definitions from before were put back; the messages are gone"
                : $"the definitions from before were put back, but {missing}; the messages are gone";
        }
        catch (Exception e) when (e is PluginException or OperationCanceledException)
        {
            return $"the definitions from before could not be put back: they are in {Save()}; restore once "
                + "more, or import that file";
        }
    }

    private string Save()
    {
        var path = Path.Combine(Path.GetTempPath(), $"shield-rabbitmq-before-{Guid.NewGuid():n}.json");
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        using var text = new StreamWriter(file);
        text.Write(_definitions.Root.ToJsonString());
        return path;
    }
}
