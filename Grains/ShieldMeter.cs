using System.Diagnostics.Metrics;
using Shield.Domain.Jobs;

namespace Shield.Grains;

/// <summary>What can be counted of grains while they work, on the meter <c>Shield</c>.</summary>
internal static class ShieldMeter
{
    private static readonly Meter Meter = new("Shield");

    private static readonly Counter<long> Slots = Meter.CreateCounter<long>(
        "shield_job_slots", "{slot}", "moments at which jobs were due, by what became of them");

    private static readonly Counter<long> Warnings = Meter.CreateCounter<long>(
        "shield_archive_warnings", "{archive}", "last valid archives of a target whose time was found over");

    /// <summary>A slot has come to its end.</summary>
    public static void Settled(SlotOutcome outcome) =>
        Slots.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString().ToLowerInvariant()));

    /// <summary>Operators have been warned of the end of an archive.</summary>
    public static void Warned() => Warnings.Add(1);
}
