namespace Shield.Grains;

/// <summary>Says of a grain that is about to be created that it has no row yet, so that nobody looks for it:
/// thousands of tasks may be created in one second.</summary>
/// <remarks>Whoever is wrong finds out when the row is saved, which goes in only where there is none.
/// </remarks>
public static class Unsaved
{
    private const string Word = "shield.unsaved";

    /// <summary>Says so with every call, until the answer is disposed of.</summary>
    public static IDisposable Announce(GrainId grain)
    {
        RequestContext.Set(Word, grain);
        return new Announcement();
    }

    /// <summary>Whether the call for which it is activated says so of this grain.</summary>
    public static bool Is(GrainId grain) =>
        RequestContext.Get(Word) is GrainId announced && announced == grain;

    /// <summary>It is activated: nothing that it does from here on says so.</summary>
    public static void IsNoMore() => RequestContext.Remove(Word);

    private sealed class Announcement : IDisposable
    {
        public void Dispose() => IsNoMore();
    }
}
