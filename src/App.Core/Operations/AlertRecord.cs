namespace App.Core.Operations;

/// <summary>Something that an operator has to look at: a figure beyond its threshold.</summary>
public sealed class AlertRecord
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The rule that raised it, by its stable code. One alert of a rule is open at a time.</summary>
    public required string Rule { get; init; }

    /// <summary>When it was raised.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>When the figure was last seen beyond the threshold.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When the figure was within the threshold again; null while it is not.</summary>
    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>When an operator took note; null before.</summary>
    public DateTimeOffset? AcknowledgedAt { get; set; }

    /// <summary>The operator who did.</summary>
    public Guid? AcknowledgedBy { get; set; }

    /// <summary>The figure, as last seen beyond the threshold.</summary>
    public required double Value { get; set; }

    /// <summary>The threshold.</summary>
    public required double Threshold { get; init; }

    /// <summary>What it is about, in words.</summary>
    public required string Message { get; set; }
}
