using Shield.Domain.Tasks;

namespace Shield.Domain.Tests.Tasks;

public sealed class QueueRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_most_urgent_goes_first_and_among_equals_the_oldest()
    {
        var late = Ticket(50, Noon);
        var early = Ticket(50, Noon.AddSeconds(-5));
        var urgent = Ticket(0, Noon);

        Assert.Equal(urgent, QueueRules.Next([late, urgent, early], Noon));
        Assert.Equal(early, QueueRules.Next([late, early], Noon));
        Assert.Null(QueueRules.Next([], Noon));
    }

    [Fact]
    public void Whoever_waits_long_enough_overtakes_the_more_urgent()
    {
        var patient = Ticket(100, Noon.AddMinutes(-101));
        var urgent = Ticket(0, Noon);

        Assert.Equal(patient, QueueRules.Next([urgent, patient], Noon));
    }

    private static QueueTicket Ticket(int priority, DateTimeOffset at) =>
        new(new TaskId(Guid.NewGuid()), null, priority, at);
}
