using Xunit.Sdk;
using Xunit.v3;

namespace App.Testing;

/// <summary>Begins with the classes that take minutes, so that a processor does not wait at the end for the last of them. The others follow as they come.</summary>
/// <remarks>Those that start many processes are not all at the beginning: together they starve each other until leases run out.</remarks>
public sealed class SlowFirst : ITestCollectionOrderer
{
    private static readonly string[] Slow =
    [
        "KilledBatchTests", "PortfoliosTests", "ImportLooksTests", "KillTests", "CommandLineTests", "RunTests",
        "PostgresEveryMomentTests", "PostgresTakenOverTests", "SqliteEveryMomentTests", "AmericanOptionTests", "BrokerFuzzTests", "DatabaseRetryTests", "EveryDayTests",
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(Place)];

    private static int Place<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection
    {
        var place = Array.FindIndex(Slow, name => collection.TestCollectionDisplayName.Contains("." + name, StringComparison.Ordinal));
        return place < 0 ? Slow.Length : place;
    }
}
