using Microsoft.Extensions.DependencyInjection;
using Shield.Agent.Worker;
using Shield.Domain;
using Shield.Domain.Agents;
using Shield.Grains;
using Shield.Grains.Workers;
using Shield.Servers;
using Shield.Testing;
using Shield.Silo.Catalog;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Hosting.Tests.ClusterTls;

/// <summary>Real silos that find each other on a real server, each at an address of its own.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private const string First = "127.0.0.1", Second = "127.0.0.2", Third = "127.0.0.3", Fourth = "127.0.0.4";

    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly List<TlsSilo> _silos = [];
    private string _server = "";
    private CatalogDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        _database = await CatalogDatabase.OpenAsync(CatalogServer.Parse(_server)!, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in Enumerable.Reverse(_silos)) await silo.DisposeAsync();
        await _database.DisposeAsync();
        await (await PostgresServer.SharedAsync()).DropDatabaseAsync(_server);
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Silos_with_certificates_of_one_authority_are_one_cluster()
    {
        var first = await Make(First, _authority.Issue(_folder.Path, First)).StartAsync();
        var second = await Make(Second, _authority.Issue(_folder.Path, Second)).StartAsync();
        using var third = StartOther(new(_server, Third, _authority.Issue(_folder.Path, Third)));

        await first.ReachAsync(second);
        await second.ReachAsync(first);
        await third.JoinedAsync();
        await Poll.UntilAsync(() => Task.FromResult(first.Members.Count == 3));

        Assert.Empty(first.Log.Lines);
        Assert.Empty(second.Log.Lines);
    }

    [Fact]
    public async Task A_silo_with_a_certificate_of_another_authority_stays_outside()
    {
        using var other = new TestAuthority();

        await AssertStaysOutsideAsync(
            new(_server, Second, other.Issue(_folder.Path, Second)), "from 127.0.0.", "has hung up");
    }

    [Fact]
    public async Task A_silo_that_trusts_the_cluster_but_is_not_trusted_by_it_stays_outside()
    {
        using var other = new TestAuthority();
        var files = other.Issue(_folder.Path, Second);
        File.AppendAllText(files.Ca, "\n" + File.ReadAllText(_authority.Issue(_folder.Path, Second).Ca));

        await AssertStaysOutsideAsync(
            new(_server, Second, files), "from 127.0.0.", "its certificate is not of the authority");
    }

    [Fact]
    public Task A_silo_that_speaks_plain_text_stays_outside() => AssertStaysOutsideAsync(
        new(_server, Second, Files: null), "from 127.0.0.", "it speaks no TLS");

    [Fact]
    public async Task A_silo_with_an_expired_certificate_stays_outside()
    {
        var expired = _authority.Issue(
            _folder.Path, [Second], TimeSpan.FromDays(-2), TimeSpan.FromDays(-1),
            TestAuthority.ServerAuth, TestAuthority.ClientAuth);

        await AssertStaysOutsideAsync(
            new(_server, Second, _authority.Issue(_folder.Path, Second), Shown: expired),
            "from 127.0.0.", "its certificate is valid from");
    }

    [Fact]
    public Task A_silo_whose_certificate_names_another_address_stays_outside() => AssertStaysOutsideAsync(
        new(_server, Third, _authority.Issue(_folder.Path, Third), At: Second),
        "from 127.0.0.", "its certificate does not name 127.0.0.2");

    [Fact]
    public async Task An_agent_gets_work_only_if_its_certificate_names_it()
    {
        var core = await Make(First, _authority.Issue(_folder.Path, First)).StartAsync();
        await Make(Second, _authority.Issue(_folder.Path, Second, "db1"), agent: "db1:5444").StartAsync();
        var third = _authority.Issue(_folder.Path, Third);
        var liar = await Make(Third, third, change: silo => Pretend(silo, "db2:5444")).StartAsync();
        var agents = core.Services.GetRequiredService<IAgentDirectory>();
        await Poll.UntilAsync(() => Task.FromResult(
            agents.ListAgents().Count > 0 && agents.IsComplete));

        Assert.Equal(["db1:5444"], agents.ListAgents().Select(agent => agent.Value));
        Assert.False(await KnowsAsync(core, "db1:5444"));
        var card = await core.Grains.GetGrain<ISiloCardGrain>(liar.Address.ToParsableString())
            .ShowAsync(CancellationToken.None);
        Assert.Equal("db2:5444", card.Agent?.Address.Value);
        await core.ReachAsync(liar);
        Assert.Null(agents.Find(AgentAddress.Parse("db2:5444")!.Value));
        var refusal = await Assert.ThrowsAsync<ShieldException>(() => KnowsAsync(core, "db2:5444"));
        Assert.Equal(Reason.Unavailable, refusal.Reason);
        Assert.True(core.Log.Has("is agent db2:5444 and gets no work: its certificate does not name db2"));
    }

    private static Task<bool> KnowsAsync(TlsSilo from, string agent) =>
        from.Grains.GetGrain<IWorkerGrain>(agent).KnowsAsync(new(Guid.NewGuid()), 1, CancellationToken.None);

    private static void Pretend(ISiloBuilder silo, string agent)
    {
        var card = new AgentCard(AgentAddress.Parse(agent)!.Value, Workers: 1, Key: "");
        silo.Services.AddSingleton(new SiloCard("1.0.0", card));
        silo.AddWorker(TlsSilo.Worker(Path.GetTempPath(), agent));
        silo.Services.AddSingleton<ISecretOpener>(services => services.GetRequiredService<ISecretSeal>());
    }

    private TlsSilo Make(
        string address, SiloTlsFiles? tls, string? agent = null, Action<ISiloBuilder>? change = null)
    {
        var silo = TlsSilo.Make(_folder, _database, address, tls, agent, change);
        _silos.Add(silo);
        return silo;
    }

    private OtherProcess StartOther(Stranger stranger) => OtherProcess.Start(_folder, stranger);

    private async Task AssertStaysOutsideAsync(Stranger stranger, params string[] told)
    {
        var first = await Make(First, _authority.Issue(_folder.Path, First)).StartAsync();
        using var other = StartOther(stranger);
        await Poll.UntilAsync(() => Task.FromResult(first.Log.Lines.Any(
            line => Array.TrueForAll(told, part => line.Contains(part, StringComparison.Ordinal)))));

        // While the stranger tries on, whoever belongs to the cluster comes in.
        var second = await Make(Fourth, _authority.Issue(_folder.Path, Fourth)).StartAsync();
        await Poll.UntilAsync(() => Task.FromResult(first.Members.Count > 1));

        Assert.Equal(new HashSet<SiloAddress> { first.Address, second.Address }, first.Members.ToHashSet());
        Assert.True(other.IsTrying, other.Output);
        Assert.All(
            first.Log.Lines,
            line => Assert.StartsWith("no cluster connection ", line, StringComparison.Ordinal));
    }
}
