namespace App.Data.Calculations;

/// <summary>What one node tells the others: the row of a run has changed. What it says now is for them to read.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Sender">The feed that tells it, which hears its own notices too.</param>
internal readonly record struct RunNotice(Guid RunId, Guid Sender)
{
    /// <summary>The channel of LISTEN and NOTIFY; each database has channels of its own.</summary>
    public const string Channel = "ballast_runs";

    /// <summary>The notice as it travels: 73 characters of the 8000 that PostgreSQL takes.</summary>
    public string ToPayload() => $"{RunId:D} {Sender:D}";

    /// <summary>Reads a notice; null when the payload is something else, such as an operator's own trial.</summary>
    public static RunNotice? Parse(string payload) =>
        payload.Split(' ') is [var run, var sender] && Guid.TryParseExact(run, "D", out var runId) && Guid.TryParseExact(sender, "D", out var senderId)
            ? new RunNotice(runId, senderId)
            : null;
}
