using Shield.Plugins.Mysql.Archive;
using Shield.Plugins.Mysql.Databases;
using Shield.Plugins.Mysql.Server;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Mysql.Target;

/// <summary>New databases beside those whose places they are to take. Until the swap everything is as it
/// was, but for these.</summary>
internal sealed class Staging(PluginCall call, Tools tools, ServerFacts facts, RestoreName restore)
{
    private const int ErrorBytesMax = 4096;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Five seconds are allowed after SIGTERM; the program that was stopped has had one.</summary>
    private static readonly TimeSpan HastyPatience = TimeSpan.FromSeconds(2.5);

    private readonly List<Staged> _databases = [];

    public IReadOnlyList<Staged> Databases => _databases;

    /// <summary>Makes the database that tables are staged in.</summary>
    public async Task<Staged> CreateAsync(
        ArchivedDatabase archived, string name, CancellationToken cancellationToken)
    {
        var place = _databases.Count;
        var staged = new Staged(
            archived, name, restore.New(place), restore.Old(place), facts.Databases.GetValueOrDefault(name));
        _databases.Add(staged);
        await Client.RunAsync(
            tools,
            $"CREATE DATABASE {Sql.Name(staged.NewName)} {archived.Shape.Shape(withComment: false)};",
            cancellationToken);
        return staged;
    }

    /// <summary>Takes one part of a database.</summary>
    /// <param name="staged">Which database.</param>
    /// <param name="section">Which part.</param>
    /// <param name="dump">Read to its end.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task LoadAsync(
        Staged staged, string section, SectionStream dump, CancellationToken cancellationToken)
    {
        if (section == Section.Tables)
        {
            await LoadTablesAsync(staged, dump, cancellationToken);
            return;
        }

        staged.Definitions.Add(section, dump);
        // On trial, so that whatever the server does not take shows now. Events might run.
        if (section != Section.Events)
            await staged.Definitions.MakeAsync(tools, staged.NewName, section, cancellationToken);
    }

    /// <summary>Makes what was staged ready to be moved.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        foreach (var staged in _databases)
        {
            staged.Content = await Content.AskAsync(tools, staged.NewName, cancellationToken);
            // A table that has triggers cannot be moved; they were on trial.
            var drops = staged.Content.Triggers.Select(t => Drop.Trigger(staged.NewName, t.Name)).ToList();
            if (drops.Count > 0) await Client.RunAsync(tools, string.Join('\n', drops), cancellationToken);
        }
    }

    /// <summary>Removes everything again.</summary>
    /// <param name="stopped">Whether there is little time.</param>
    public async Task UndoAsync(CancellationToken stopped)
    {
        var names = _databases.SelectMany(staged => new[] { staged.NewName, staged.OldName }).ToList();
        await RemoveAsync(names, stopped.IsCancellationRequested ? HastyPatience : Patience,
            "what was staged could not be removed in time; the next restore removes it");
    }

    /// <summary>Removes what was replaced; that it stays is no failure of the restore.</summary>
    public Task RemoveOldAsync() => RemoveAsync(
        [.. _databases.SelectMany(staged => new[] { staged.NewName, staged.OldName })], Patience,
        "the restore is in place, but what it replaced is still there; the next restore removes it");

    private async Task RemoveAsync(List<string> names, TimeSpan patience, string otherwise)
    {
        if (names.Count == 0) return;
        using var late = new CancellationTokenSource(patience, call.Clock);
        try
        {
            await Client.RunAsync(
                tools, $"{Session.Removing}\n{string.Join('\n', names.Select(Drop.Database))}", late.Token);
        }
        catch (Exception e) when (e is PluginException or OperationCanceledException or IOException)
        {
            call.Say($"warning: {otherwise}: {string.Join(", ", names)}");
        }
    }

    private async Task LoadTablesAsync(
        Staged staged, SectionStream dump, CancellationToken cancellationToken)
    {
        var end = await Client.FeedAsync(
            tools, staged.NewName,
            (pipe, _) =>
            {
                pipe.Write(Session.Short.Span);
                var buffer = new byte[256 * 1024];
                for (int read; (read = dump.Read(buffer, 0, buffer.Length)) > 0;) pipe.Write(buffer, 0, read);
                return Task.CompletedTask;
            },
            new ToolOutput.Text(ErrorBytesMax), cancellationToken);
        if (end.ExitCode != 0) throw tools.Failure(tools.Programs.Client, end);
    }
}
