using Xunit.Sdk;
using Xunit.v3;

namespace Shield.EndToEnd.Programs;

/// <summary>Tests that mostly wait for the clock begin first, one after another.</summary>
public sealed class ClockFirst : ITestCollectionOrderer
{
    /// <summary>The collection of those tests.</summary>
    public const string Collection = "wait for the clock";

    /// <inheritdoc />
    public IReadOnlyCollection<T> OrderTestCollections<T>(IReadOnlyCollection<T> testCollections)
        where T : ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName != Collection)];
}
