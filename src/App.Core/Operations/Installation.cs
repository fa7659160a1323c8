namespace App.Core.Operations;

/// <summary>The database as it is.</summary>
/// <param name="Provider">Sqlite or Postgres.</param>
/// <param name="Version">Its own version.</param>
/// <param name="Bytes">How large it is.</param>
public sealed record DatabaseFacts(string Provider, string Version, long Bytes);

/// <summary>A process that has worked on runs.</summary>
/// <param name="Name">The machine's name and the process.</param>
/// <param name="LastWorkAt">When it last said that it was alive while it did.</param>
public sealed record SeenNode(string Name, DateTimeOffset LastWorkAt);

/// <summary>The installation, for operators.</summary>
public interface IInstallation : IRunTimes
{
    /// <summary>The database.</summary>
    Task<DatabaseFacts> DatabaseAsync(CancellationToken cancellationToken);

    /// <summary>The processes that have worked on runs since an instant, the last first.</summary>
    Task<IReadOnlyList<SeenNode>> NodesAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>How many runs have failed since an instant.</summary>
    Task<int> FailedRunsAsync(DateTimeOffset since, CancellationToken cancellationToken);
}
