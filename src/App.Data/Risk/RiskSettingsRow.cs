namespace App.Data.Risk;

/// <summary>A version of the risk settings.</summary>
public sealed class RiskSettingsRow
{
    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>The settings as a document.</summary>
    public required string Document { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it; null for the one of the installation. Kept when the account goes.</summary>
    public Guid? CreatedBy { get; init; }

    /// <summary>Why; null when nothing was said.</summary>
    public string? Note { get; init; }
}
