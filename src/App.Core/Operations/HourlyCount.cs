namespace App.Core.Operations;

/// <summary>How often something happened within an hour: an error by its code, an import, a failed sign-in.</summary>
public sealed class HourlyCount
{
    /// <summary>What, such as <c>error.ERR_POS_005</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The hour, by its beginning, UTC.</summary>
    public required DateTimeOffset Hour { get; init; }

    /// <summary>How often.</summary>
    public long Count { get; set; }
}
