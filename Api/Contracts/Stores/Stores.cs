namespace Shield.Api.Contracts.Stores;

/// <summary>A store. <c>endpoint</c> is a JSON object inside a string, with masks in place of secrets.
/// </summary>
public sealed record StoreBody(Guid Uuid, string Name, string Summary, string Plugin, string Endpoint);

/// <summary>Makes a store. <c>endpoint</c> may also be sent as an object.</summary>
public sealed record CreateStoreRequest(string Name, string? Summary, string Plugin, string Endpoint);

/// <summary>Replaces a store. <c>summary</c> must be there, and may be empty; a mask in <c>endpoint</c>
/// stands for the secret that is kept.</summary>
public sealed record EditStoreRequest(string Name, string Summary, string Plugin, string Endpoint);
