namespace Shield.Api.Contracts.Stores;

/// <summary>A store. <c>endpoint</c> is a JSON object inside a string, with masks in place of secrets.
/// </summary>
public sealed record StoreBody(Guid Uuid, string Name, string Summary, string Plugin, string Endpoint);

/// <summary>Makes a store. <c>endpoint</c> may also be sent as an object.</summary>
public sealed record CreateStoreRequest(string Name, string? Summary, string Plugin, string Endpoint);
