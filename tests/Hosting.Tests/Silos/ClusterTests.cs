using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Shield.Grains;
using Shield.Silo.Catalog;
using Shield.Silo.Hosting.Keys;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Hosting.Tests.Silos;

public sealed class ClusterTests
{
    [Fact]
    public async Task A_silo_starts_on_free_ports_without_a_gateway_and_bears_its_labels()
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
        var cache = host.Services.GetRequiredService<ISiloMetadataCache>();
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IProbeGrain>(Guid.NewGuid());
        await grain.SaveAsync("orders");

        // The cache follows the membership, a moment behind.
        await Poll.UntilAsync(
            () => Task.FromResult(cache.GetSiloMetadata(silo.SiloAddress).Metadata.Count > 0));
        var labels = cache.GetSiloMetadata(silo.SiloAddress);
        await host.StopAsync();

        Assert.True(System.Net.IPAddress.IsLoopback(silo.SiloAddress.Endpoint.Address));
        Assert.NotEqual(0, silo.SiloAddress.Endpoint.Port);
        Assert.Null(silo.GatewayAddress);
        Assert.Equal("127.0.0.1:5444", labels.Metadata["shield.agent"]);
        Assert.StartsWith("127.0.0.1:5444 ", silo.Name, StringComparison.Ordinal);
        Assert.Equal("5", labels.Metadata["shield.workers"]);
        Assert.Equal(agentKey.Public, labels.Metadata["shield.key"]);
        Assert.Matches(@"^\d+\.\d+\.\d+", labels.Metadata["shield.version"]);
        Assert.Same(agentKey, host.Services.GetRequiredService<ISecretOpener>());
        Assert.Same(keys, host.Services.GetRequiredService<ISecretSeal>());
    }
}
