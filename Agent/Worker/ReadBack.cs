using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Worker;

/// <summary>Compares what came out of a store with what was put in.</summary>
internal static class ReadBack
{
    /// <summary>How they differ, in words; null when they are the same.</summary>
    /// <param name="sizeBytes">How many bytes were stored.</param>
    /// <param name="sha256">Their SHA-256, 64 lower-case hex digits.</param>
    /// <param name="pumped">What came back.</param>
    public static string? WhyNotSame(long sizeBytes, string sha256, PumpResult pumped)
    {
        if (pumped.Bytes != sizeBytes) return $"{sizeBytes} bytes were stored and {pumped.Bytes} came back";
        return pumped.Sha256 == sha256
            ? null
            : $"sha256 {sha256} was stored and {pumped.Sha256} came back";
    }
}
