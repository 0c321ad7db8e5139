using Shield.Domain;

namespace Shield.Grains.Tests;

/// <summary>What a refusal must be.</summary>
internal static class Refused
{
    public static async Task<ShieldException> ByAsync(Reason reason, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<ShieldException>(call);
        Assert.Equal(reason, refusal.Reason);
        return refusal;
    }
}
