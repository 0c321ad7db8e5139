namespace Shield.Api.Endpoints;

/// <summary>What the host tells the API about itself.</summary>
/// <param name="Name">The name that <c>/v1/status</c> shows.</param>
/// <param name="Version">The version that <c>/v1/status</c> shows.</param>
/// <param name="Zone">The zone of schedules that name none.</param>
/// <param name="PublicKey">Of the cores, as one line.</param>
public sealed record ApiOptions(string Name, string Version, TimeZoneInfo Zone, string PublicKey);
