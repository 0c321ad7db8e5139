namespace Shield.Plugins.S3.Tests;

/// <summary>Tests that take the server away from all others, or measure: one after another, when the others
/// are through.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class AloneCollection
{
    public const string Name = "alone";
}
