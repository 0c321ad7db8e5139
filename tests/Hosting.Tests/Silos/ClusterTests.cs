using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shield.Grains;
using Shield.Grains.Workers;
using Shield.Silo.Catalog;
using Shield.Silo.Hosting.Keys;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Hosting.Tests.Silos;

public sealed class ClusterTests
{
    [Fact]
    public async Task A_silo_starts_on_free_ports_without_a_gateway_and_has_its_card()
    {
        using var folder = new TempFolder();
        using var keys = KeyRing.Open(folder.Path);
        using var agentKey = AgentKey.Open(folder.Path);
        await using var database = await CatalogDatabase.OpenAsync(
            folder.File("catalog.db"), CancellationToken.None);
        var settings = SettingsReader.Read(
            name => name == "SHIELD_HOME" ? folder.Path : null, null, "thishost", _ => null).Settings!;
        using var host = new HostBuilder()
            .UseOrleans(silo =>
                silo.UseShieldCluster(settings, database, folder.File("silo-port"), agentKey)
                    .UseShieldCatalog(database)
                    .UseShieldKeys(keys))
            .Build();
        await host.StartAsync();

        var silo = host.Services.GetRequiredService<ILocalSiloDetails>();
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IProbeGrain>(Guid.NewGuid());
        await grain.SaveAsync("orders");

        var card = host.Services.GetRequiredService<SiloCard>();
        await host.StopAsync();

        Assert.True(System.Net.IPAddress.IsLoopback(silo.SiloAddress.Endpoint.Address));
        Assert.NotEqual(0, silo.SiloAddress.Endpoint.Port);
        Assert.Null(silo.GatewayAddress);
        Assert.Equal("127.0.0.1:5444", card.Agent!.Address.Value);
        Assert.Equal((5, agentKey.Public), (card.Agent.Workers, card.Agent.Key));
        Assert.Matches(@"^\d+\.\d+\.\d+", card.Version);
        Assert.StartsWith("127.0.0.1:5444 ", silo.Name, StringComparison.Ordinal);
        Assert.Same(agentKey, host.Services.GetRequiredService<ISecretOpener>());
        Assert.Same(keys, host.Services.GetRequiredService<ISecretSeal>());
    }
}
