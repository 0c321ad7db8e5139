using Shield.Api.Contracts.Plugins;
using Shield.Api.Endpoints.Requests;
using Shield.Grains.Workers;

namespace Shield.Api.Endpoints.Plugins;

/// <summary>What the wire shows of a check.</summary>
internal static class CheckBodyShape
{
    public static CheckBody Of(CheckReport report, string agent) =>
        new(WireWords.Of(report.Verdict), agent, report.Words);
}
