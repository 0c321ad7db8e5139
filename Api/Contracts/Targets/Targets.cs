namespace Shield.Api.Contracts.Targets;

/// <summary>A target. <c>endpoint</c> is a JSON object inside a string, with masks in place of secrets.
/// </summary>
public sealed record TargetBody(
    Guid Uuid, string Name, string Summary, string Plugin, string Endpoint, string Agent);

/// <summary>Makes a target. <c>endpoint</c> may also be sent as an object.</summary>
public sealed record CreateTargetRequest(
    string Name, string? Summary, string Plugin, string Endpoint, string Agent);

/// <summary>Replaces a target. <c>summary</c> must be there, and may be empty; a mask in <c>endpoint</c>
/// stands for the secret that is kept.</summary>
public sealed record EditTargetRequest(
    string Name, string Summary, string Plugin, string Endpoint, string Agent);
