namespace Shield.Plugins.Sdk;

/// <summary>What a store holds after <c>store</c>.</summary>
/// <param name="Key">Names the object for retrieve and purge; 1 to 4096 characters, no control
/// characters.</param>
/// <param name="Bytes">How many bytes it holds; null when the store does not report it.</param>
/// <param name="Sha256">SHA-256 of those bytes, 64 lower-case hex digits; null when not reported.</param>
public sealed record StoredObject(string Key, long? Bytes, string? Sha256);
