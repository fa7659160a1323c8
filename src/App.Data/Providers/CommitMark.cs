namespace App.Data.Providers;

/// <summary>Left by a transaction on PostgreSQL, to be found there when the answer to its commit is lost.</summary>
public sealed class CommitMark
{
    /// <summary>The transaction's own.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it began, by the server's clock.</summary>
    public required DateTimeOffset At { get; init; }
}
