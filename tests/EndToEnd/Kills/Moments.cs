namespace Shield.EndToEnd.Kills;

/// <summary>When the service is killed: spread over a whole backup, often in its first instants.</summary>
internal sealed class Moments(int seed)
{
    private const string Variable = "SHIELD_TEST_SEED";

    /// <summary>One in so many comes right after the promise.</summary>
    private const int AtOnceEvery = 4;

    private readonly Random _random = new(seed);

    public static int Seed => int.TryParse(Environment.GetEnvironmentVariable(Variable), out var seed)
        ? seed
        : Random.Shared.Next();

    /// <summary>How long after the promise; never longer than an undisturbed backup takes.</summary>
    public TimeSpan Next(int round, TimeSpan undisturbed) => round % AtOnceEvery == 0
        ? TimeSpan.FromMilliseconds(_random.Next(5))
        : undisturbed * NextPart();

    /// <summary>A part of something, from 0 to 1.</summary>
    public double NextPart() => _random.NextDouble();
}
