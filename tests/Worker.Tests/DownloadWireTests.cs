using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Shield.Domain;
using Shield.Domain.Plugins;
using Shield.Domain.Tasks;
using Shield.Grains.Workers;

namespace Shield.Agent.Worker.Tests;

/// <summary>What passes between core and agent when they are two silos; within one nothing is written.
/// </summary>
public sealed class DownloadWireTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public void A_piece_arrives_as_it_was_sent()
    {
        var content = new byte[DownloadPiece.BytesMax];
        Random.Shared.NextBytes(content);

        var piece = Travel<DownloadPiece>(new DownloadPiece.Bytes(content));

        Assert.Equal(content, Assert.IsType<DownloadPiece.Bytes>(piece).Content.ToArray());
    }

    [Fact]
    public void An_end_arrives_as_it_was_sent()
    {
        var broken = new DownloadPiece.Broken("it broke", ArchiveDamaged: true);

        Assert.Equal(broken, Travel<DownloadPiece>(broken));
        Assert.IsType<DownloadPiece.Whole>(Travel<DownloadPiece>(new DownloadPiece.Whole()));
    }

    [Fact]
    public void An_order_arrives_as_it_was_sent_with_its_endpoint_sealed()
    {
        var call = new PluginCall(PluginName.Parse("fs")!.Value, SealedEndpoint.None);
        var order = new DownloadOrder(
            Guid.NewGuid(), new ArchiveId(Guid.NewGuid()), call, "a key", 7, new string('a', 64));

        Assert.Equal(order, Travel(order));
    }

    private T Travel<T>(T sent)
    {
        var serializer = service.Shield.Services.GetRequiredService<Serializer>();
        return serializer.Deserialize<T>(serializer.SerializeToArray(sent))!;
    }
}
