using Shield.Plugins.Mysql.Archive;
using Shield.Plugins.Mysql.Databases;
using Shield.Plugins.Mysql.Server;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Mysql.Target;

/// <summary>Everything in a database that is no table: small enough to be kept in memory, so that it can be
/// made twice, first on trial.</summary>
internal sealed class Definitions
{
    /// <summary>Of one database, together.</summary>
    private const int BytesMax = 64 * 1024 * 1024;

    private const int ErrorBytesMax = 4096;

    private readonly Dictionary<string, byte[]> _parts = [];

    /// <summary>In the order in which they can be made: a view may need a function, a trigger too.</summary>
    public static IReadOnlyList<string> Order { get; } =
        [Section.Routines, Section.Views, Section.Triggers, Section.Events];

    /// <summary>What of a kind there is; null for none.</summary>
    public byte[]? Of(string section) => _parts.GetValueOrDefault(section);

    /// <summary>Takes one kind.</summary>
    /// <exception cref="PluginException">It is too much.</exception>
    public void Add(string section, Stream dump)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = dump.Read(buffer, 0, buffer.Length)) > 0;)
        {
            kept.Write(buffer, 0, read);
            if (kept.Length + _parts.Values.Sum(part => (long)part.Length) > BytesMax)
                throw new PluginException(
                    PluginExit.Failed, $"views, routines, triggers and events take more than {BytesMax} "
                        + "bytes");
        }

        _parts[section] = kept.ToArray();
    }

    /// <summary>Reads those of a database that is there, without views that are broken anyhow.</summary>
    public static async Task<Definitions> ReadAsync(
        Tools tools, string database, Content content, IReadOnlyList<string> broken,
        CancellationToken cancellationToken)
    {
        var read = new Definitions();
        foreach (var (section, options, names) in Dump.Definitions(
            tools.Programs, content, name => !broken.Contains(name)))
        {
            using var text = new MemoryStream();
            var copy = new DumpCopy(text.Write, null);
            // So that it can be run again where some are there still.
            await Dump.RunAsync(
                tools, section == Section.Triggers ? [.. options, "--add-drop-trigger"] : options,
                database, names, copy, cancellationToken);
            text.Position = 0;
            read.Add(section, text);
        }

        return read;
    }

    /// <summary>Makes one kind in a database.</summary>
    /// <param name="tools">Reach the server.</param>
    /// <param name="database">Where.</param>
    /// <param name="section">Which kind; where there are none, nothing is done.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task MakeAsync(
        Tools tools, string database, string section, CancellationToken cancellationToken)
    {
        if (Of(section) is not { } part) return;
        var end = await Client.FeedAsync(
            tools, database,
            async (pipe, token) =>
            {
                await pipe.WriteAsync(Session.Short, token);
                await pipe.WriteAsync(part, token);
            },
            new ToolOutput.Text(ErrorBytesMax), cancellationToken);
        if (end.ExitCode != 0) throw tools.Failure(tools.Programs.Client, end);
    }
}
