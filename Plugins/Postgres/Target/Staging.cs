using Shield.Plugins.Postgres.Archive;
using Shield.Plugins.Postgres.Databases;
using Shield.Plugins.Postgres.Server;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Postgres.Target;

/// <summary>New databases beside those whose places they are to take. Until the swap everything is as it
/// was, but for these, and for roles that nobody can use yet.</summary>
internal sealed class Staging(PluginCall call, Tools tools, ServerFacts facts) : IAsyncDisposable
{
    /// <summary>Five seconds are allowed after SIGTERM; the program that was stopped has had one.</summary>
    private static readonly TimeSpan HastyRemovalTime = TimeSpan.FromSeconds(2.5);

    /// <summary>More than the largest share that a table with its indexes takes, so that half of a server's
    /// locks is left to others.</summary>
    private const int LocksOfEntry = 4;

    private readonly List<Staged> _databases = [];
    private readonly List<string> _roles = [];
    private Keeper? _keeper;
    private string? _keptIn;

    public RestoreId Id { get; } = RestoreId.New();

    public IReadOnlyList<Staged> Databases => _databases;

    /// <summary>The roles that were made for this restore.</summary>
    public IReadOnlySet<string> Roles => _roles.ToHashSet(StringComparer.Ordinal);

    /// <summary>Makes roles that objects may belong to, but nobody can log in as.</summary>
    public async Task MakeRolesAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (names.Count == 0) return;
        await KeepInAsync(facts.Maintenance, cancellationToken);
        var mark = Sql.Text(Id.Comment("staged"));
        var statements = names.Select(name =>
            $"CREATE ROLE {Sql.Name(name)} NOLOGIN;\nCOMMENT ON ROLE {Sql.Name(name)} IS {mark};");
        await Psql.RunAsync(
            tools, facts.Maintenance, $"BEGIN;\n{string.Join('\n', statements)}\nCOMMIT;", cancellationToken);
        _roles.AddRange(names);
    }

    /// <summary>Restores an archive into a new database.</summary>
    /// <param name="name">Whose place it is to take.</param>
    /// <param name="archive">Read to its end.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task StageAsync(string name, Stream archive, CancellationToken cancellationToken)
    {
        using var head = new HeadReader(archive);
        var toc = new TocReader(head).Read();
        var shape = new ShapeChoice(facts, name, toc);
        Preflight.Check(facts, name, toc, [.. shape.Roles.Where(role => !Roles.Contains(role))]);
        var place = _databases.Count;
        var staged = new Staged(
            name, Id.NewName(place), facts.Databases.ContainsKey(name) ? Id.OldName(place) : null, shape);
        if (toc is not null && Preflight.Warning(facts, toc) is { } warning) call.Say(warning);
        await CreateAsync(staged, cancellationToken);
        await KeepInAsync(staged.NewName, cancellationToken);
        var end = await tools.TryAsync(
            "pg_restore", staged.NewName,
            // Without a name of its own it takes the one of the environment.
            ["--no-password", "--exit-on-error", "--dbname=", .. InOneTransaction(toc)],
            new ToolInput.Written((pipe, _) =>
            {
                head.CopyTo(pipe);
                return Task.CompletedTask;
            }),
            new ToolOutput.Inherited(), cancellationToken);
        if (end.ExitCode != 0) throw tools.Failure("pg_restore", end);
        // Only at the end of the input is it known that the input was whole.
        await archive.CopyToAsync(Stream.Null, cancellationToken);
    }

    /// <summary>What makes the new roles as they are to be.</summary>
    /// <param name="globals">Of the archive.</param>
    public IEnumerable<string> RoleStatements(Globals globals) =>
        _roles.Select(name => $"COMMENT ON ROLE {Sql.Name(name)} IS NULL;").Concat(globals.About(Roles));

    /// <summary>Lets go of the lock.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_keeper is not null) await _keeper.DisposeAsync();
    }

    /// <summary>Removes everything again.</summary>
    public async Task UndoAsync(CancellationToken stopped)
    {
        var time = stopped.IsCancellationRequested ? HastyRemovalTime : Drop.Patience;
        using var late = new CancellationTokenSource(time, call.Clock);
        var statements = _databases.Select(staged => Drop.Database(staged.NewName, facts.Major))
            .Concat(_roles.Select(Drop.Role)).ToList();
        if (statements.Count == 0) return;
        try
        {
            foreach (var staged in stopped.IsCancellationRequested ? [] : _databases)
                await Psql.TryAsync(tools, staged.NewName, Drop.Content, late.Token);
            await Psql.RunAsync(tools, facts.Maintenance, string.Join('\n', statements), late.Token);
        }
        catch (Exception e) when (e is PluginException or OperationCanceledException)
        {
            call.Say("warning: what was staged could not be removed in time; the next restore removes it: "
                + string.Join(", ", _databases.Select(staged => staged.NewName).Concat(_roles)));
        }
    }

    /// <summary>Holds the lock by a session in this database, and no more in another one: for the time of a
    /// restore nobody shall find a session of ours in a database that is not.</summary>
    private async Task KeepInAsync(string database, CancellationToken cancellationToken)
    {
        if (_keptIn == database || _databases.Count > 1) return;
        var former = _keeper;
        _keeper = await Keeper.StartAsync(tools, database, Id, cancellationToken);
        _keptIn = database;
        if (former is not null) await former.DisposeAsync();
    }

    /// <summary>What a failed transaction wrote is gone at once, which matters most where the disk is full.
    /// But it needs locks for each object, of which a server has some thousands.</summary>
    private string[] InOneTransaction(Toc? toc) =>
        toc is not null && toc.Entries < facts.Locks / LocksOfEntry ? ["--single-transaction"] : [];

    private async Task CreateAsync(Staged staged, CancellationToken cancellationToken)
    {
        if (_keeper is null) await KeepInAsync(facts.Maintenance, cancellationToken);
        _databases.Add(staged);
        var mark = Sql.Text(Id.Comment($"staged for {staged.Name}"));
        await Psql.RunAsync(
            tools, facts.Maintenance,
            $"{staged.Shape.Create(staged.NewName)}\n"
                + $"COMMENT ON DATABASE {Sql.Name(staged.NewName)} IS {mark};",
            cancellationToken);
    }
}
