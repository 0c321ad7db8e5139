using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Shield.Domain;

namespace Shield.Grains.Tests;

public sealed class RefusalTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public void A_refusal_arrives_on_another_silo_with_reason_message_and_hint()
    {
        var serializer = service.Shield.Services.GetRequiredService<Serializer>();
        Exception sent = new ShieldException(Reason.Stale, "it has changed", "look again");

        var arrived = serializer.Deserialize<Exception>(serializer.SerializeToArray(sent));

        var refusal = Assert.IsType<ShieldException>(arrived);
        Assert.Equal(
            (Reason.Stale, "it has changed", "look again"), (refusal.Reason, refusal.Message, refusal.Hint));
    }
}
