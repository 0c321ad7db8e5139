namespace Shield.Api.Contracts.Targets;

/// <summary>A target. <c>endpoint</c> is a JSON object inside a string, with masks in place of secrets.
/// </summary>
public sealed record TargetBody(
    Guid Uuid, string Name, string Summary, string Plugin, string Endpoint, string Agent);

/// <summary>Makes a target. <c>endpoint</c> may also be sent as an object.</summary>
public sealed record CreateTargetRequest(
    string Name, string? Summary, string Plugin, string Endpoint, string Agent);
