namespace Shield.Domain.Agents;

/// <summary>One run of an agent's process, from its start to its end.</summary>
/// <param name="Silo">Tells it from every other run.</param>
/// <param name="Home">Tells its home from every other: a run in the same home begins by ending all that an
/// earlier one left.</param>
[GenerateSerializer, Immutable, Alias("shield.AgentRun")]
public sealed record AgentRun([property: Id(0)] string Silo, [property: Id(1)] string Home);
