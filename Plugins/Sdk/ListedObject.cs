namespace Shield.Plugins.Sdk;

/// <summary>One object of a store, as <c>list</c> prints it.</summary>
/// <param name="Key">Names the object for retrieve and purge.</param>
/// <param name="Bytes">Its size in bytes.</param>
/// <param name="Modified">When it was written, UTC.</param>
public sealed record ListedObject(string Key, long Bytes, DateTimeOffset Modified);
