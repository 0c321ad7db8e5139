using Shield.Domain;

namespace Shield.Silo.Hosting;

/// <summary>A refusal of the storage reaches the caller as what it is.</summary>
/// <remarks>Orleans puts it into an exception of its own on the way through the grain.</remarks>
internal sealed class RefusalFilter : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (OrleansException e) when (Refusals.Find(e) is { } refusal)
        {
            throw refusal;
        }
    }
}

/// <summary>Refusals inside other exceptions.</summary>
public static class Refusals
{
    /// <summary>The refusal that this exception is, or that caused it; null when none did.</summary>
    public static ShieldException? Find(Exception? error)
    {
        while (error is not null and not ShieldException) error = error.InnerException;
        return error as ShieldException;
    }
}
